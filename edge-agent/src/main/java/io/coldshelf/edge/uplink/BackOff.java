package io.coldshelf.edge.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubled each time up to a limit, of which a random half
 * is left out, lest a thousand gateways come back in the same second.
 */
final class BackOff {

  private static final long FIRST_NANOS = Duration.ofMillis(250).toNanos();
  private static final int MAX_DOUBLINGS = 20;

  private final RandomGenerator random;
  private long maxNanos;
  private int failures;

  BackOff(RandomGenerator random, Duration max) {
    this.random = random;
    this.maxNanos = Math.max(FIRST_NANOS, max.toNanos());
  }

  /** From now on never longer than this. */
  void cap(Duration max) {
    maxNanos = Math.min(maxNanos, Math.max(FIRST_NANOS, max.toNanos()));
  }

  void succeeded() {
    failures = 0;
  }

  /** Counts a failure. */
  long nextNanos() {
    long full = plainNanos(failures++, maxNanos);
    return full / 2 + random.nextLong(full / 2 + 1);
  }

  /** Without the dice, after so many failures before. */
  static long plainNanos(int failures, long maxNanos) {
    return Math.min(maxNanos, FIRST_NANOS << Math.min(failures, MAX_DOUBLINGS));
  }
}
