package io.coldshelf.simulator.detection;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import io.coldshelf.yaml.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A kind of world, of which each seed draws another. */
public final class Family {

  /** A recording for timing is no longer than this, in observations. */
  private static final int TIMED = 1_000_000;

  private final String name;
  private final EventKind kind;
  private final Duration lasting;
  private final Target target;
  private final Function<SplittableRandom, Scene> scenes;

  /**
   * What it is to reach; not a number where nothing is asked.
   *
   * @param precision at least
   * @param recall at least
   * @param medianSeconds of the delay, at most
   * @param p99Seconds of the delay, at most
   * @param toOracle the median delay divided by the oracle's, at most
   * @param falsePerWeek false alerts a subject-week, at most
   * @param countExact part of the looks at which a count was right, at least
   */
  public record Target(
      double precision,
      double recall,
      double medianSeconds,
      double p99Seconds,
      double toOracle,
      double falsePerWeek,
      double countExact) {}

  private static final double ANY = Double.NaN;

  /** Three intervals, and the millisecond by which a value that is just in time is no gap. */
  private static final double SILENT_INTERVALS = 3.001;

  /** Of the time that remains from a failure to the breach. */
  private static final double LEAD = 0.6;

  private Family(
      String name,
      EventKind kind,
      Duration lasting,
      Target target,
      Function<SplittableRandom, Scene> scenes) {
    this.target = target;
    this.name = name;
    this.kind = kind;
    this.lasting = lasting;
    this.scenes = scenes;
  }

  /** Tags alone cannot tell of what is over within a minute, and a scale not within seconds. */
  private static Family shelf(
      String name, Duration lasting, Target target, Function<SplittableRandom, BaySetup> setup) {
    return new Family(
        name,
        EventKind.STOCKOUT,
        lasting,
        target,
        chance -> new BayScene(setup.apply(chance), chance));
  }

  /**
   * All there are.
   *
   * @param length how long each world is watched; a cold one seven times as long
   * @return in the order in which they are tried
   */
  public static List<Family> all(Duration length) {
    return List.of(
        shelf(
            "tags-nobody-near",
            Duration.ofMinutes(1),
            new Target(ANY, ANY, ANY, ANY, 1.25, 0.01, ANY),
            chance -> BaySetup.quietTags(chance, length)),
        shelf(
            "tags-shoppers",
            Duration.ofMinutes(1),
            new Target(ANY, ANY, 25, ANY, ANY, 0.02, ANY),
            chance -> BaySetup.busyTags(chance, length)),
        shelf(
            "scales",
            Duration.ofSeconds(5),
            new Target(0.995, 0.995, 1.5, 5, ANY, 0.005, 0.995),
            chance -> BaySetup.scales(chance, length)),
        shelf(
            "tags-and-scales",
            Duration.ofSeconds(5),
            new Target(0.995, 0.995, 1.5, 5, ANY, 0.005, 0.98),
            chance -> BaySetup.both(chance, length)),
        cold(
            "temperature-breach",
            EventKind.TEMPERATURE_BREACH,
            new Target(0.95, 1, ANY, ANY, ANY, 0.02, ANY),
            false,
            0,
            length.multipliedBy(7)),
        cold(
            "breach-beside-faults",
            EventKind.TEMPERATURE_BREACH,
            new Target(0.95, 1, ANY, ANY, ANY, 0.02, ANY),
            false,
            3,
            length.multipliedBy(7)),
        cold(
            "sensor-fault",
            EventKind.SENSOR_FAULT,
            new Target(ANY, ANY, ANY, ANY, ANY, 0.01, ANY),
            false,
            3,
            length.multipliedBy(7)),
        cold(
            "silence",
            EventKind.DEVICE_OFFLINE,
            new Target(ANY, ANY, ANY, ANY, SILENT_INTERVALS, ANY, ANY),
            false,
            3,
            length.multipliedBy(7)),
        cold(
            "breach-predicted",
            EventKind.TEMPERATURE_PREDICTED,
            new Target(0.95, 0.95, ANY, ANY, 1 - LEAD, ANY, ANY),
            true,
            0,
            length.multipliedBy(7)));
  }

  /**
   * One of them, or all.
   *
   * @param name which; all where there is none
   * @param length as for {@link #all}
   * @return in the order in which they are tried
   * @throws IllegalArgumentException for a name that no family has
   */
  public static List<Family> chosen(Optional<String> name, Duration length) {
    List<Family> all = all(length);
    if (name.isEmpty()) {
      return all;
    }
    String wanted = name.get();
    List<Family> chosen = all.stream().filter(family -> family.name().equals(wanted)).toList();
    if (chosen.isEmpty()) {
      List<String> names = all.stream().map(Family::name).toList();
      throw new IllegalArgumentException(
          "there is no family '" + wanted + "'; " + Nearest.hint(wanted, names));
    }
    return chosen;
  }

  private static Family cold(
      String name,
      EventKind kind,
      Target target,
      boolean failsForLong,
      double faultsPerWeek,
      Duration length) {
    return new Family(
        name,
        kind,
        Duration.ofMinutes(2),
        target,
        chance ->
            new ColdScene(
                new ColdRoom(chance, failsForLong),
                ProbeSetup.draw(chance, faultsPerWeek, faultsPerWeek),
                chance,
                length));
  }

  /**
   * What it is called.
   *
   * @return lower case, words joined by hyphens
   */
  public String name() {
    return name;
  }

  /**
   * What it is to reach.
   *
   * @return bars
   */
  public Target target() {
    return target;
  }

  /**
   * Nothing tried yet.
   *
   * @return to be filled by {@link #run}
   */
  public Tally tally() {
    return new Tally(kind, lasting.toMillis());
  }

  /**
   * Plays one world.
   *
   * @param seed from which it follows
   * @param tally takes what came of it
   */
  public void run(long seed, Tally tally) {
    Scene scene = scenes.apply(new SplittableRandom(seed));
    VirtualAgent agent = new VirtualAgent(scene.configuration());
    Naive naive = scene.naive();
    long[] look = {scene.startMillis()};
    scene.play(observation -> {
      agent.accept(observation);
      naive.accept(observation);
      if (observation.timeMillis() >= look[0]) {
        look[0] = observation.timeMillis() + Scene.LOOK_MILLIS;
        scene.look(agent, observation.timeMillis(), tally.looks());
      }
    });
    agent.tick(scene.endMillis());
    naive.tick(scene.endMillis());
    tally.add(scene, agent, naive);
  }

  /**
   * How long the pipeline takes for an observation.
   *
   * @param seed whose world
   * @return nanoseconds
   */
  public double nanosPerReading(long seed) {
    Scene scene = scenes.apply(new SplittableRandom(seed));
    List<Observation> recorded = new ArrayList<>();
    scene.play(observation -> {
      if (recorded.size() < TIMED) {
        recorded.add(observation);
      }
    });
    double best = Double.MAX_VALUE;
    for (int run = 0; run < 3; run++) {
      VirtualAgent agent = new VirtualAgent(scene.configuration());
      long start = System.nanoTime();
      recorded.forEach(agent::accept);
      best = Math.min(best, (double) (System.nanoTime() - start));
    }
    return best / recorded.size();
  }
}
