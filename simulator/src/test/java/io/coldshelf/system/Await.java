package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads and processes bring about, never longer than it may take. */
public final class Await {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Waits until something is so.
   *
   * @param limit after which the test fails
   * @param what is waited for
   * @param isSo asked again and again
   * @param seen what to say when it does not come about
   */
  public static void until(
      Duration limit, String what, BooleanSupplier isSo, Supplier<Object> seen) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("not within " + limit.toSeconds() + " s: " + what + ", but " + seen.get());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
