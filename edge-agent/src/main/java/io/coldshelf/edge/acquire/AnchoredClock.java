package io.coldshelf.edge.acquire;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Wall time that never runs backwards while the process lives: read once, then carried on by a
 * monotonic counter. What NTP does to the wall clock meanwhile moves no reading.
 */
public final class AnchoredClock implements InstantSource {

  private final Instant anchor;
  private final long anchorNanos;
  private final LongSupplier nanos;

  /**
   * Anchors now.
   *
   * @param wall gives the anchor
   * @param nanos a monotonic counter in nanoseconds
   */
  public AnchoredClock(InstantSource wall, LongSupplier nanos) {
    this.nanos = nanos;
    this.anchorNanos = nanos.getAsLong();
    this.anchor = wall.instant();
  }

  @Override
  public Instant instant() {
    return anchor.plusNanos(nanos.getAsLong() - anchorNanos);
  }
}
