package io.coldshelf.edge.journal;

import java.time.Duration;

/**
 * How much a journal may hold. When the bytes run out, blocks that the bridge has stored go first,
 * the oldest before the others; then the oldest readings that it has not stored are thinned; events
 * are never given up.
 *
 * @param maxBytes of the file; the write-ahead log comes on top with about 4 MB. At this size
 *     commits are refused with {@link JournalException.Remedy#MAKE_ROOM}; room is made from nine
 *     tenths of it on
 * @param maxAge how long blocks that the bridge has stored are kept for local history. What it has
 *     not stored is never given up for its age: a clock that jumps must not cost a reading
 */
public record Capacity(long maxBytes, Duration maxAge) {

  /** A gateway's usual share of its card, 1 GiB, and a month of history. */
  public static final Capacity DEFAULT = new Capacity(1L << 30, Duration.ofDays(30));

  /** The least that holds the tables and some blocks. */
  static final long MIN_BYTES = 128 << 10;

  private static final int TENTHS_FULL = 9;

  /** Refuses a size that cannot hold anything. */
  public Capacity {
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a journal of at most " + maxBytes + " bytes; at least " + MIN_BYTES + " are needed");
    }
    if (!maxAge.isPositive()) {
      throw new IllegalArgumentException("history of " + maxAge + " is none");
    }
  }

  /**
   * From how many bytes on room is made.
   *
   * @return nine tenths of the most
   */
  long highWaterBytes() {
    return highWaterBytes(maxBytes);
  }

  /** The same of a file that only says how much it may hold. */
  static long highWaterBytes(long maxBytes) {
    return maxBytes / 10 * TENTHS_FULL;
  }
}
