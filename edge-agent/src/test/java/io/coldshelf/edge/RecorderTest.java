package io.coldshelf.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecorderTest {

  private static final long NOW = 1_760_000_000_000L;

  private final Recorder recorder =
      new Recorder("/store/gw", new Cut(Duration.ofSeconds(10), 1000), new LiveView());

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
    recorder.committed();

    read();

    assertFalse(recorder.isDue(NOW));
    assertEquals(NOW + 10_000, recorder.dueMillis());
    assertFalse(recorder.isDue(recorder.dueMillis() - 1));
    assertTrue(recorder.isDue(recorder.dueMillis()));
  }

  @Test
  void nothingIsDueAtNoTime() {
    assertEquals(Long.MAX_VALUE, recorder.dueMillis());
  }
}
