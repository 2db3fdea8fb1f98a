package io.coldshelf.bridge.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InboxTest {

  private static final int CAPACITY = 1000;

  private final Inbox inbox = new Inbox(CAPACITY);

  private static Incoming message(String leaf, int number, int bytes) {
    return new Incoming(
        new Incoming.Delivery(1, number, 1),
        "coldshelf/v1/s/g/" + leaf,
        Optional.empty(),
        Map.of(),
        false,
        new byte[bytes]);
  }

  private void readings(int count, int bytes) {
    for (int i = 0; i < count; i++) {
      assertTrue(inbox.offer(message("readings", i, bytes)));
    }
  }

  private List<Integer> take() throws InterruptedException {
    return inbox.take(Duration.ZERO).stream().map(each -> each.delivery().packet()).toList();
  }

  @Test
  void givesAnEventBeforeTheFloodThatCameFirst() throws InterruptedException {
    readings(500, 100);
    assertTrue(inbox.offer(message("events", 9001, 100)));
    assertEquals(List.of(9001), take());
    assertEquals(0, take().getFirst());
  }

  @Test
  void doesNotStarveReadingsBehindAFloodOfEvents() throws InterruptedException {
    readings(1, 100);
    for (int i = 0; i < 2 * Inbox.MAX_BATCH; i++) {
      assertTrue(inbox.offer(message("events", 9000 + i, 1)));
    }
    assertEquals(Inbox.MAX_BATCH, take().size());
    assertTrue(take().contains(0));
    assertFalse(inbox.hasBulk());
  }

  @Test
  void boundsABatchInMessagesAndBytes() throws InterruptedException {
    readings(300, 100);
    assertEquals(Inbox.MAX_BATCH, take().size());
    assertEquals(300 - Inbox.MAX_BATCH, take().size());
    readings(5, Inbox.MAX_BATCH_BYTES / 2);
    assertEquals(2, take().size());
  }

  @Test
  void givesAMessageThatIsLargerThanABatch() throws InterruptedException {
    readings(2, 2 * Inbox.MAX_BATCH_BYTES);
    assertEquals(List.of(0), take());
    assertEquals(List.of(1), take());
  }

  @Test
  void refusesWhatIsTooMuchOfOneKindAlone() {
    readings(CAPACITY, 1);
    assertFalse(inbox.offer(message("readings", 1, 1)));
    assertTrue(inbox.offer(message("events", 1, 1)));
  }

  @Test
  void givesNothingWhenNothingCame() throws InterruptedException {
    assertEquals(List.of(), take());
    assertFalse(inbox.hasBulk());
  }
}
