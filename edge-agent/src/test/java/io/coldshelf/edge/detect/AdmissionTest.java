package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final PointId POINT = new PointId("probe", "temperature");
  private static final long T0 = 1_700_000_000_000L;
  private static final long DAY = 86_400_000;

  private final Admission admission = new Admission("gw", Map.of());
  private final Found found = new Found();
  private final List<Long> admitted = new ArrayList<>();

  private void admit(long... times) {
    for (long time : times) {
      admission.admit(Reading.good(POINT, time, 4), this::take, found);
    }
  }

  private void take(Observation observation) {
    admitted.add(observation.timeMillis());
  }

  @Test
  void aTimeFarAheadOfAllOthersIsLeftOutAndSaid() {
    long farAhead = T0 + 30_000 * DAY;
    admit(T0, T0 + 1, farAhead, T0 + 2, T0 + 3);
    assertEquals(List.of(T0, T0 + 1, T0 + 2, T0 + 3), admitted);
    assertEquals(List.of("io.coldshelf.data-gap.recorded"), found.types());
  }

  @Test
  void aLongGapIsTime() {
    admit(T0, T0 + 40 * DAY, T0 + 40 * DAY + 1);
    assertEquals(List.of(T0, T0 + 40 * DAY, T0 + 40 * DAY + 1), admitted);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aGapOfADayHoldsNothingBack() {
    admit(T0, T0 + DAY);
    assertEquals(List.of(T0, T0 + DAY), admitted);
  }

  @Test
  void whatIsHeldAtTheEndIsAsGoodAsTheRest() {
    admit(T0, T0 + 40 * DAY);
    assertEquals(List.of(T0), admitted);
    admission.finish(this::take);
    assertEquals(List.of(T0, T0 + 40 * DAY), admitted);
  }

  @Test
  void whereTheClockGoesOnNothingIsAhead() {
    admit(T0);
    admission.tick(T0 + 40 * DAY);
    admit(T0 + 40 * DAY + 5);
    assertEquals(List.of(T0, T0 + 40 * DAY + 5), admitted);
  }

  @Test
  void oneFromThePastIsLateAndNoMore() {
    admit(T0, 0, T0 + 1);
    assertEquals(List.of(T0, 0L, T0 + 1), admitted);
    assertEquals(List.of(), found.events);
  }
}
