package io.coldshelf.bridge.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.exceptions.WebhookSigningException;
import io.coldshelf.bridge.Samples;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.yaml.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {

  private static final long HOUR = 3_600_000;

  private final Database database;
  private final Random random = new Random(1);

  OutboxTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("outbox.db"));
    Webhook webhook =
        new Webhook(
            "w",
            URI.create("http://127.0.0.1:1/"),
            Webhooks.secret(random),
            Set.of(),
            Optional.empty());
    boolean _ = database.write(sql -> Webhooks.put(sql, webhook, 0));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void add(Event event) {
    Optional<Alert> _ =
        database.write(sql ->
            EventLog.add(
                sql,
                Gateways.number(sql, Samples.GATEWAY, 1),
                Samples.GATEWAY,
                event,
                new CloudEvent(Samples.GATEWAY.source(), event).toJson(),
                0));
  }

  private List<Delivery> lease(long now) {
    return database.write(sql -> Outbox.lease(sql, now, 10));
  }

  private void settle(Delivery delivery, Outcome outcome, long now) {
    int _ = database.write(sql -> Outbox.settle(sql, delivery, outcome, now, random));
  }

  private static Outcome failed() {
    return new Outcome.Failed(OptionalInt.of(500), "the receiver answered 500", Optional.empty());
  }

  private String state() {
    return database
        .read(sql -> Webhooks.deliveries(sql, "w", Long.MAX_VALUE, 1))
        .getFirst()
        .state();
  }

  @Test
  void holdsTheEndOfAnAlertBackUntilItsBeginningIsDelivered() {
    add(Samples.breach("a", Change.OPENED, 1000, 7));
    add(Samples.breach("a", Change.CLOSED, 2000, 7));
    List<Delivery> first = lease(0);
    assertEquals(List.of("a-opened-1000"), first.stream().map(Delivery::event).toList());
    settle(first.getFirst(), new Outcome.Delivered(204), 1);
    assertEquals(List.of("a-closed-2000"), lease(1).stream().map(Delivery::event).toList());
  }

  @Test
  void leasesOnceAndAgainWhenTheLeaseIsOver() {
    add(Samples.breach("a", Change.OPENED, 1000, 7));
    assertEquals(1, lease(0).size());
    assertEquals(0, lease(1).size());
    assertEquals(1, lease(Outbox.LEASE.toMillis()).size());
  }

  @Test
  void keepsTheMessageIdOverAttempts() {
    add(Samples.breach("a", Change.OPENED, 1000, 7));
    Delivery first = lease(0).getFirst();
    settle(first, failed(), 0);
    Delivery second = lease(HOUR).getFirst();
    assertEquals(first.messageId(), second.messageId());
    settle(second, new Outcome.Delivered(200), HOUR);
    add(Samples.breach("b", Change.OPENED, 1000, 7));
    assertNotEquals(first.messageId(), lease(2 * HOUR).getLast().messageId());
  }

  @Test
  void triesTenTimesWithinAboutThreeDaysAndThenGivesUp() {
    add(Samples.breach("a", Change.OPENED, 1000, 7));
    long now = 0;
    int attempts = 0;
    while (state().equals("pending")) {
      long due =
          database
              .read(sql -> Webhooks.deliveries(sql, "w", Long.MAX_VALUE, 1))
              .getFirst()
              .dueMillis();
      now = Math.max(now, due);
      assertEquals(0, due == 0 ? 0 : lease(due - 1).size(), "not before it is due");
      settle(lease(now).getFirst(), failed(), now);
      attempts++;
    }
    assertEquals(10, attempts);
    assertEquals("dead", state());
    assertTrue(now > 70 * HOUR && now < 90 * HOUR, "took " + Duration.ofMillis(now));
  }

  @Test
  void sendsNothingMoreToAReceiverThatIsGone() {
    add(Samples.breach("a", Change.OPENED, 1000, 7));
    settle(lease(0).getFirst(), new Outcome.Gone(), 0);
    assertEquals("dead", state());
    add(Samples.breach("b", Change.OPENED, 1000, 7));
    assertEquals(0, lease(100 * HOUR).size());
  }

  @Test
  void pausesForAllSubjectsWhenTheReceiverAsksForIt() {
    add(Samples.breach("a", Change.OPENED, 1000, 7));
    Outcome busy =
        new Outcome.Failed(OptionalInt.of(429), "busy", Optional.of(Duration.ofHours(1)));
    settle(lease(0).getFirst(), busy, 0);
    add(Samples.breach("b", Change.OPENED, 1000, 7));
    assertEquals(0, lease(HOUR - 1).size());
    assertEquals(1, lease(HOUR).size());
  }

  @Test
  void isNotToldOfItemsUnlessItAsked() {
    Event taken = Samples.taken("t", 1000, 5);
    Secret secret = Webhooks.secret(random);
    URI url = URI.create("http://h/");
    Webhook usual = new Webhook("u", url, secret, Set.of(), Optional.empty());
    Webhook items = new Webhook("i", url, secret, Set.of("items"), Optional.empty());
    assertEquals(false, usual.wants(taken));
    assertEquals(true, items.wants(taken));
    assertEquals(true, usual.wants(Samples.breach("a", Change.OPENED, 1000, 7)));
    assertEquals(false, items.wants(Samples.breach("a", Change.OPENED, 1000, 7)));
  }

  /** The vector of Standard Webhooks' own libraries. */
  @Test
  void signsAsStandardWebhooksDoes() throws WebhookSigningException {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Sender.sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}"));
  }

  @Test
  void obeysRetryAfterWithinReason() {
    assertEquals(Duration.ofSeconds(7), Sender.retryAfter(Optional.of("7")));
    assertEquals(Sender.MAX_PAUSE, Sender.retryAfter(Optional.of("999999999")));
    assertEquals(Duration.ofSeconds(30), Sender.retryAfter(Optional.of("Fri, 31 Dec 1999")));
    assertEquals(Duration.ofSeconds(30), Sender.retryAfter(Optional.empty()));
  }
}
