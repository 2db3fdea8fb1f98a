package io.coldshelf.bridge.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to try again, as Standard Webhooks proposes: ten attempts within about three days. */
final class RetrySchedule {

  static final List<Duration> DELAYS =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** A tenth of the delay at most is added, so that many failures do not come back at once. */
  private static final int JITTER_PARTS = 10;

  private RetrySchedule() {}

  /**
   * The pause before the next attempt.
   *
   * @param attempts how many were made, at least 1
   * @param random for the jitter
   * @return the pause, or nothing when it was tried often enough
   */
  static Optional<Duration> after(int attempts, RandomGenerator random) {
    if (attempts >= DELAYS.size()) {
      return Optional.empty();
    }
    long millis = DELAYS.get(attempts).toMillis();
    return Optional.of(Duration.ofMillis(millis + random.nextLong(millis / JITTER_PARTS + 1)));
  }
}
