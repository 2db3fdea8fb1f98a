package io.coldshelf.edge.detect;

import java.time.Duration;
import java.util.Arrays;

/**
 * The rhythm in which a point is measured, and with it what counts as a gap: more than three
 * intervals. The interval is the configured one, or the one that is really kept where that is
 * longer, so that a battery probe or an hourly recording is not taken for one long gap.
 */
final class Cadence {

  private static final int INTERVALS = 3;
  private static final int REMEMBERED = 5;

  private final long configuredGapMillis;
  private final long[] intervals = new long[REMEMBERED];
  private int seen;
  private long lastMillis = Long.MIN_VALUE;

  /** Follows from the intervals; asked for far more often than they change. */
  private long longestGapMillis;

  /** Knows the silence after which, by configuration, nothing is known any more. */
  Cadence(long configuredGapMillis) {
    this.configuredGapMillis = configuredGapMillis;
    this.longestGapMillis = configuredGapMillis;
  }

  /** Whether a reading comes after one that was measured later. */
  boolean isLate(long timeMillis) {
    return timeMillis < lastMillis;
  }

  /**
   * A reading has come that is not late. Answers how much of the time since the one before is
   * known: all of it, or in a gap no more than what is no gap yet.
   */
  long advance(long timeMillis) {
    if (lastMillis == Long.MIN_VALUE) {
      lastMillis = timeMillis;
      return 0;
    }
    long interval = timeMillis - lastMillis;
    lastMillis = timeMillis;
    intervals[seen % REMEMBERED] = interval;
    // Kept small: only whether all places are taken, and which comes next, is of interest.
    seen = seen < 2 * REMEMBERED - 1 ? seen + 1 : REMEMBERED;
    longestGapMillis = longestGap();
    return Math.min(interval, longestGapMillis);
  }

  /**
   * When silence is a gap if nothing has come by then, counted from that time on at the earliest;
   * never before the rhythm is known.
   */
  long silentAtMillis(long sinceMillis) {
    return seen < REMEMBERED
        ? Detector.NEVER
        : Math.max(lastMillis, sinceMillis) + longestGapMillis + 1;
  }

  /** How long nothing has come; no time before the first. */
  Duration silence(long nowMillis) {
    if (lastMillis == Long.MIN_VALUE) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(nowMillis - lastMillis);
  }

  private long longestGap() {
    if (seen < REMEMBERED) {
      return configuredGapMillis;
    }
    long[] sorted = intervals.clone();
    Arrays.sort(sorted);
    return Math.max(configuredGapMillis, INTERVALS * sorted[REMEMBERED / 2]);
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    if (lastMillis != Long.MIN_VALUE) {
      lastMillis += deltaMillis;
    }
  }

  void save(Snapshot into, String prefix) {
    if (lastMillis != Long.MIN_VALUE) {
      into.put(prefix + "last", lastMillis);
      into.put(prefix + "seen", seen);
      for (int i = 0; i < REMEMBERED; i++) {
        into.put(prefix + "interval." + i, intervals[i]);
      }
    }
  }

  void restore(Snapshot from, String prefix) {
    lastMillis = from.number(prefix + "last", Long.MIN_VALUE);
    seen = (int) from.number(prefix + "seen", 0);
    for (int i = 0; i < REMEMBERED; i++) {
      intervals[i] = from.number(prefix + "interval." + i, configuredGapMillis);
    }
    longestGapMillis = longestGap();
  }
}
