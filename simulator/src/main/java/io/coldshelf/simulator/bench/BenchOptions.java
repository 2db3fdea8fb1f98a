package io.coldshelf.simulator.bench;

import io.coldshelf.simulator.detection.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody who starts a bench may choose.
 *
 * @param runs how often to measure; medians are given
 * @param seed from which the readings and all chance follow
 * @param quick a run of seconds: fewer runs, fewer readings
 * @param length how long a bench goes on that has no end of its own
 * @param kills how many processes to kill
 * @param seeds which worlds detection is tried in
 * @param family which kind of world alone
 * @param samples a folder of recordings to measure beside what is simulated
 */
public record BenchOptions(
    int runs,
    long seed,
    boolean quick,
    Optional<Duration> length,
    int kills,
    Optional<SeedRange> seeds,
    Optional<String> family,
    Optional<Path> samples) {

  /** The most runs and kills that make sense. */
  public static final int MAX = 100_000;

  /** Checks the ranges, and that there is such a family. */
  public BenchOptions {
    if (runs < 1 || runs > MAX || kills < 1 || kills > MAX) {
      throw new IllegalArgumentException("runs and kills are from 1 to " + MAX);
    }
    Family.chosen(family, Duration.ofDays(1));
  }
}
