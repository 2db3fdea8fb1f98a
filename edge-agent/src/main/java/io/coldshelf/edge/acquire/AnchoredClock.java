package io.coldshelf.edge.acquire;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * Wall time that never runs backwards while the process lives: read once, then carried on by a
 * monotonic counter. What NTP does to the wall clock meanwhile moves no reading.
 */
public final class AnchoredClock implements InstantSource {

  private final Instant origin;
  private final LongSupplier nanos;

  /**
   * Anchors now.
   *
   * @param wall gives the anchor
   * @param nanos a monotonic counter in nanoseconds
   */
  public AnchoredClock(InstantSource wall, LongSupplier nanos) {
    this.nanos = nanos;
    long counted = nanos.getAsLong();
    // In whole milliseconds, so that a time less this is the counter's own to the millisecond.
    this.origin = wall.instant().minusNanos(counted).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * What time it was, by this clock, when the counter stood at zero.
   *
   * @return milliseconds since 1970
   */
  public long originMillis() {
    return origin.toEpochMilli();
  }

  @Override
  public Instant instant() {
    return origin.plusNanos(nanos.getAsLong());
  }
}
