package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads and processes do. */
final class Wait {

  private static final long LOOK_MILLIS = 10; // looking costs the journal queries

  private Wait() {}

  /**
   * Waits until something is so; says what was not, and what was instead, when it takes too long.
   */
  static void until(Duration limit, String what, BooleanSupplier isSo, Supplier<Object> seen)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "not within " + limit.toSeconds() + " s: " + what + "; instead: " + seen.get());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
