package io.coldshelf.edge.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.time.Moved;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Event;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However the time of day is set, and wherever in a seeded day of trouble: every detector finds
 * what it would have found, so much later or earlier, and nothing else.
 */
class TimeSetTest {

  private static final long HOUR = 3_600_000;
  private static final long TEN_YEARS = 3652 * 24 * HOUR;
  private static final long[] STEPS = {HOUR, -HOUR, TEN_YEARS, -TEN_YEARS, 1, -2003};

  /** What is found, each thing at the time at which it was by the counter, and all ids. */
  private static final class Counted implements Findings {
    private final List<Object> found = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private long shift;

    @Override
    public void event(Event event) {
      ids.add(event.id());
      Finding said = event.finding();
      OptionalLong closed = said.closedAtMillis();
      found.add(
          new Event(
              "",
              event.kind(),
              event.change(),
              event.subject(),
              event.timeMillis() - shift,
              new Finding(
                  "",
                  said.severity(),
                  said.openedAtMillis() - shift,
                  closed.isPresent()
                      ? OptionalLong.of(closed.getAsLong() - shift)
                      : OptionalLong.empty(),
                  said.reason(),
                  said.measure(),
                  said.evidence())));
    }

    @Override
    public void reading(Reading reading) {
      found.add(Moved.by(reading, -shift));
    }

    @Override
    public void sighting(Sighting sighting) {
      found.add(
          new Sighting(
              sighting.reader(),
              sighting.antenna(),
              sighting.epc(),
              sighting.firstSeenMillis() - shift,
              sighting.lastSeenMillis() - shift,
              sighting.count(),
              sighting.rssiDbm()));
    }
  }

  /** One run; where time is set, and restarted, is drawn from the same seed in every run. */
  private static final class Run {
    private final Counted out = new Counted();
    private final Map<String, byte[]> saved = new HashMap<>();
    private final boolean sets;
    private Pipeline pipeline = Detectors.pipeline(SameEventsTest.GATEWAY);

    Run(boolean sets) {
      this.sets = sets;
    }

    Counted through(List<Observation> observations, long seed, boolean restarts) {
      SplittableRandom random = new SplittableRandom(seed * 13);
      for (Observation observation : observations) {
        if (random.nextInt(60) == 0) {
          set(STEPS[random.nextInt(STEPS.length)], restarts);
        }
        pipeline.tick(observation.timeMillis() - 1500 + out.shift, out);
        pipeline.accept(Moved.by(observation, out.shift), out);
      }
      pipeline.finish(out);
      return out;
    }

    private void set(long millis, boolean restarts) {
      if (restarts) {
        restart();
      }
      if (sets) {
        pipeline.shift(millis);
        out.shift += millis;
      }
      if (restarts) {
        restart();
      }
    }

    private void restart() {
      saved.putAll(pipeline.changes());
      pipeline = Detectors.pipeline(SameEventsTest.GATEWAY);
      pipeline.restore(saved);
    }
  }

  private static List<Observation> trouble(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 7);
    List<Observation> observations = new ArrayList<>();
    for (Observation observation : SameEventsTest.trouble(seed, true)) {
      observations.add(observation);
      long at = observation.timeMillis();
      if (random.nextInt(90) == 0) {
        observations.add(new AntennaState("reader", 1, at, random.nextInt(4) != 0));
      }
      if (random.nextInt(200) == 0) {
        observations.add(DeviceState.online("reader", at));
      }
    }
    return observations;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsFoundOrMissedBecauseTimeIsSet(long seed) {
    check(seed, false);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void norWhereTheAgentIsRestartedBeforeAndAfter(long seed) {
    check(seed, true);
  }

  private static void check(long seed, boolean restarts) {
    List<Observation> observations = trouble(seed);
    Counted expected = new Run(false).through(observations, seed, restarts);
    Counted set = new Run(true).through(observations, seed, restarts);
    assertTrue(expected.ids.size() > 20, "seed " + seed + " gives too little to compare");
    assertTrue(set.shift != 0, "seed " + seed + " sets no time");
    assertEquals(expected.found.size(), set.found.size(), "seed " + seed);
    for (int i = 0; i < expected.found.size(); i++) {
      assertEquals(expected.found.get(i), set.found.get(i), "seed " + seed + ", " + i);
    }
    Set<String> ids = new HashSet<>();
    set.ids.forEach(id -> assertTrue(ids.add(id), "seed " + seed + ": twice the id " + id));
  }
}
