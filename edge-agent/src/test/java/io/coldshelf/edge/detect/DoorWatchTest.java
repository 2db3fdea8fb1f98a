package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoorWatchTest {

  private static final PointId CONTACT = new PointId("door", "open");
  private static final long T0 = 1_700_000_000_000L;

  private final Found found = new Found();
  private final DoorWatch watch = new DoorWatch("gw", "cold-room", CONTACT);
  private final Pipeline pipeline = new Pipeline(List.of(watch), Map.of("door", List.of(watch)));

  private void door(long second, int open) {
    pipeline.accept(Reading.good(CONTACT, T0 + second * 1000, open), found);
  }

  @Test
  void aDoorThatIsClosedSoonIsNothing() {
    door(0, 1);
    door(59, 0);
    pipeline.tick(T0 + 3_600_000, found);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aDoorLeftOpenIsSaidGrowsGraveAndIsClosed() {
    door(0, 1);
    for (long second = 1; second < 700; second += 3) {
      door(second, 1);
    }
    door(700, 0);
    assertEquals(
        List.of(
            "io.coldshelf.door-open.opened",
            "io.coldshelf.door-open.updated",
            "io.coldshelf.door-open.closed"),
        found.types());
    assertEquals(T0 + 60_000, found.events.getFirst().timeMillis());
    assertEquals(Severity.CRITICAL, found.events.get(1).finding().severity());
    assertEquals(
        "The door of cold-room is closed after 11 min 40 s.",
        found.events.getLast().finding().reason());
  }

  @Test
  void aContactThatSaysNothingClosesNoDoor() {
    door(0, 1);
    pipeline.accept(Reading.missing(CONTACT, T0 + 30_000, Quality.BAD_NO_COMMUNICATION), found);
    pipeline.tick(T0 + 90_000, found);
    assertEquals(List.of("io.coldshelf.door-open.opened"), found.types());
  }

  @Test
  void aRestartNeitherRepeatsNorForgets() {
    door(0, 1);
    pipeline.tick(T0 + 90_000, found);
    Snapshot saved = new Snapshot();
    watch.save(saved);
    DoorWatch after = new DoorWatch("gw", "cold-room", CONTACT);
    after.restore(Snapshot.of(saved.bytes()));
    assertEquals(T0 + 600_000, after.deadline());
    after.accept(Reading.good(CONTACT, T0 + 100_000, 0), found);
    assertEquals(
        List.of("io.coldshelf.door-open.opened", "io.coldshelf.door-open.closed"), found.types());
  }
}
