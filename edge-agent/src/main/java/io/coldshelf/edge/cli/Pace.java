package io.coldshelf.edge.cli;

import java.io.PrintStream;

/** Keeps a replay to a multiple of the recording's own time. */
final class Pace {

  private final double factor;
  private long firstMillis = Long.MIN_VALUE;
  private long startedNanos;

  /** Infinite: no waiting at all. */
  Pace(double factor) {
    this.factor = factor;
  }

  /** Waits until it is time for a row of this time. What was printed before is shown meanwhile. */
  void await(long timeMillis, PrintStream out) {
    if (Double.isInfinite(factor)) {
      return;
    }
    if (firstMillis == Long.MIN_VALUE) {
      firstMillis = timeMillis;
      startedNanos = System.nanoTime();
    }
    long dueNanos = startedNanos + (long) ((timeMillis - firstMillis) * 1e6 / factor);
    long wait = dueNanos - System.nanoTime();
    if (wait > 0) {
      out.flush();
      try {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("asked to stop", e);
      }
    }
  }
}
