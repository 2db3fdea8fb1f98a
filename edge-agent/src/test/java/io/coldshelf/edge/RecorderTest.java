package io.coldshelf.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.ClockState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderTest {

  private static final long NOW = 1_760_000_000_000L;

  private final Recorder recorder =
      new Recorder(
          "/store/gw",
          new Cut(Duration.ofMinutes(5), 1000),
          Duration.ofSeconds(10),
          new LiveView());

  private Commit commit(long nowMillis) {
    Commit commit = recorder.commit(Map.of(), new ClockState("b", 0, true), nowMillis);
    recorder.committed(commit);
    return commit;
  }

  private void read() {
    recorder.reading(Reading.good(new PointId("probe", "temperature"), NOW, 4));
  }

  @Test
  void whatComesFirstDoesNotWait() {
    assertFalse(recorder.isDue(NOW), "there is nothing yet");
    read();
    assertTrue(recorder.isDue(NOW));
  }

  @Test
  void whatComesLaterWaitsForItsAge() {
    read();
    assertTrue(commit(NOW).cutsBlock(), "and is sent at once");

    read();

    assertFalse(recorder.isDue(NOW));
    assertEquals(NOW + 10_000, recorder.dueMillis());
    assertFalse(recorder.isDue(recorder.dueMillis() - 1));
    assertTrue(recorder.isDue(recorder.dueMillis()));
  }

  @Test
  void aCommitLeavesItsBlockOpenUntilThatIsDue() {
    read();
    assertTrue(commit(NOW).cutsBlock());
    for (int seconds = 10; seconds < 300; seconds += 10) {
      read();
      assertFalse(recorder.isDue(NOW + 1000L * (seconds - 10)));
      assertTrue(recorder.isDue(NOW + 1000L * seconds));
      assertFalse(commit(NOW + 1000L * seconds).cutsBlock(), "after " + seconds + " s");
    }
    assertEquals(NOW + 300_000, recorder.dueMillis(), "though nothing waits for a commit");
    assertTrue(commit(NOW + 300_000).cutsBlock());
    assertEquals(Long.MAX_VALUE, recorder.dueMillis());
  }

  @Test
  void nothingIsDueAtNoTime() {
    assertEquals(Long.MAX_VALUE, recorder.dueMillis());
  }
}
