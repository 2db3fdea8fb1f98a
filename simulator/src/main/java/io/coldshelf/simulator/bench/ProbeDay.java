package io.coldshelf.simulator.bench;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.simulator.world.ColdPlace;
import io.coldshelf.simulator.world.DairyCase;
import io.coldshelf.simulator.world.LimitRule;
import io.coldshelf.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * What the probes of a store say: refrigerated cases with their compressor cycles, values in
 * tenths, each probe asked at its own phase of the interval and never quite on time. A shorter
 * stretch can be repeated without end, so that millions of readings cost no simulation.
 */
final class ProbeDay {

  /** Midnight in January; no clock is asked, so that every run gives the same bytes. */
  static final long START_MILLIS = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

  /** How often each probe is asked. */
  static final Duration EVERY = Duration.ofSeconds(10);

  /** How far a time stamp strays from the interval, either way. */
  static final int JITTER_MILLIS = 20;

  private static final LimitRule RULE = new LimitRule(Side.ABOVE, 8, Duration.ofHours(1), 0.5);
  private static final double CORE_TAU_SECONDS = 2_700;

  private final List<Reading> readings;
  private final long lengthMillis;

  private ProbeDay(List<Reading> readings, long lengthMillis) {
    this.readings = readings;
    this.lengthMillis = lengthMillis;
  }

  /**
   * Lets the probes measure.
   *
   * @param seed from which all follows
   * @param probes how many
   * @param humidity whether each gives a second value at the same moment
   * @param length a multiple of the interval
   */
  static ProbeDay simulate(long seed, int probes, boolean humidity, Duration length) {
    World world = new World(seed, START_MILLIS, _ -> {});
    Random random = new Random(seed);
    List<DairyCase> cases = new ArrayList<>();
    long[] phases = new long[probes];
    for (int i = 0; i < probes; i++) {
      phases[i] = random.nextLong(2L * JITTER_MILLIS, EVERY.toMillis() - 2L * JITTER_MILLIS);
      ColdPlace place =
          new ColdPlace(
              StoreGateway.compartment(i),
              StoreGateway.device(i) + "/temperature",
              random.nextDouble(2, 4),
              random.nextDouble(20, 24),
              RULE,
              ColdPlace.Pace.REAL);
      cases.add(new DairyCase(world, place, random.nextDouble(1, 2), CORE_TAU_SECONDS));
    }
    List<Reading> readings = new ArrayList<>();
    long rounds = length.dividedBy(EVERY);
    for (long round = 0; round < rounds; round++) {
      ask(world, cases, Asked.plan(round, phases, random), humidity, readings);
    }
    return new ProbeDay(List.copyOf(readings), length.toMillis());
  }

  /** Which probe is asked when, in the order of time. */
  private record Asked(int probe, long timeMillis) {
    static List<Asked> plan(long round, long[] phases, Random random) {
      List<Asked> plan = new ArrayList<>();
      for (int i = 0; i < phases.length; i++) {
        long jitter = random.nextLong(-JITTER_MILLIS, JITTER_MILLIS + 1L);
        plan.add(new Asked(i, START_MILLIS + round * EVERY.toMillis() + phases[i] + jitter));
      }
      plan.sort(Comparator.comparingLong(Asked::timeMillis));
      return plan;
    }
  }

  private static void ask(
      World world, List<DairyCase> cases, List<Asked> plan, boolean humidity, List<Reading> into) {
    for (Asked asked : plan) {
      long now = asked.timeMillis();
      world.advance(now);
      DairyCase place = cases.get(asked.probe());
      String device = StoreGateway.device(asked.probe());
      double celsius = place.probe().celsius(now).orElseThrow();
      into.add(Reading.good(new PointId(device, "temperature"), now, celsius));
      if (humidity) {
        into.add(Reading.good(new PointId(device, "humidity"), now, place.humidityPercent(now)));
      }
    }
  }

  /** What was measured, in the order of time. */
  List<Reading> readings() {
    return readings;
  }

  /** The same stretch, again and again, each time later by its length. */
  Iterator<Reading> endless() {
    return new Iterator<>() {
      private int next;
      private long shiftMillis;

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Reading next() {
        if (next == readings.size()) {
          next = 0;
          shiftMillis += lengthMillis;
        }
        Reading reading = readings.get(next++);
        return Reading.good(reading.point(), reading.timeMillis() + shiftMillis, reading.value());
      }
    };
  }

  /** The first so many of {@link #endless}. */
  List<Reading> first(int count) {
    Iterator<Reading> endless = endless();
    List<Reading> first = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      first.add(endless.next());
    }
    return first;
  }
}
