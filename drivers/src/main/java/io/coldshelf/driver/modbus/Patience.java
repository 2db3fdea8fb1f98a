package io.coldshelf.driver.modbus;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait for a unit that was silent before: about as long as the slowest of its bus has
 * ever taken, so that it costs its neighbours little. Now and then as long as is configured, for a
 * unit that is slower than all others. Used by one thread.
 */
final class Patience {

  /** A unit is given so many times as long as the slowest reply took. */
  private static final int MARGIN = 3;

  /** No wait is shorter: a unit that is just busy answers within this time. */
  private static final Duration SHORTEST = Duration.ofMillis(150);

  /** Every so many silences the wait is whole. */
  private static final int WHOLE_EVERY = 16;

  private final Duration whole;
  private int silences;

  Patience(Duration whole) {
    this.whole = whole;
  }

  /**
   * How long to wait for the next reply.
   *
   * @param slowest how long the slowest reply on this bus took
   */
  Duration next(Optional<Duration> slowest) {
    if (silences % WHOLE_EVERY == 0 || slowest.isEmpty()) {
      return whole;
    }
    Duration usual = slowest.get().multipliedBy(MARGIN);
    Duration enough = usual.compareTo(SHORTEST) < 0 ? SHORTEST : usual;
    return enough.compareTo(whole) < 0 ? enough : whole;
  }

  void heard() {
    silences = 0;
  }

  void silent() {
    silences++;
  }
}
