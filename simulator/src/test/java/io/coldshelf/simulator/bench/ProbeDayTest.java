package io.coldshelf.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbeDayTest {

  private static final Duration LENGTH = Duration.ofMinutes(10);

  private static ProbeDay day(long seed) {
    return ProbeDay.simulate(seed, 3, false, LENGTH);
  }

  @Test
  void theSameSeedGivesTheSameReadings() {
    assertEquals(day(5).readings(), day(5).readings());
    assertNotEquals(day(5).readings(), day(6).readings());
  }

  @Test
  void eachProbeIsAskedEveryTenSecondsAndNeverQuiteOnTime() {
    List<Long> times =
        day(1).readings().stream()
            .filter(reading -> reading.device().equals(StoreGateway.device(0)))
            .map(Reading::timeMillis)
            .toList();
    assertEquals(60, times.size());
    Set<Long> gaps = new HashSet<>();
    for (int i = 1; i < times.size(); i++) {
      long gap = times.get(i) - times.get(i - 1);
      gaps.add(gap);
      assertTrue(Math.abs(gap - 10_000) <= 2 * ProbeDay.JITTER_MILLIS, () -> "gap " + gap);
    }
    assertTrue(gaps.size() > 10, gaps::toString);
  }

  @Test
  void repeatedReadingsHaveTimesOfTheirOwn() {
    Set<String> keys = new HashSet<>();
    long before = 0;
    for (Reading reading : day(1).first(1_000)) {
      assertTrue(reading.timeMillis() >= before);
      before = reading.timeMillis();
      assertTrue(keys.add(reading.point() + " " + reading.timeMillis()));
    }
  }

  @Test
  void aProbeGivesTenthsOfADegree() {
    for (Reading reading : day(1).readings()) {
      assertEquals(Math.rint(reading.value() * 10), reading.value() * 10, 1e-9);
      assertEquals(new PointId(reading.device(), "temperature"), reading.point());
    }
  }
}
