package io.coldshelf.edge.journal;

import io.coldshelf.wire.PayloadEncoder;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a journal needs from outside.
 *
 * @param encoder writes the readings' payload
 * @param random makes the epoch of a new file; it must not repeat itself after a restart
 * @param clock names files that are set aside and dates a new epoch; orders nothing
 * @param maxBytes the file's size at which commits are refused with {@link
 *     JournalException.Remedy#MAKE_ROOM}; the write-ahead log comes on top with about 4 MB
 */
public record JournalSetup(
    PayloadEncoder encoder, RandomGenerator random, InstantSource clock, long maxBytes) {

  /** A gateway's usual share of its card: 1 GiB. */
  public static final long DEFAULT_MAX_BYTES = 1L << 30;

  /** The least that holds the tables and some blocks. */
  static final long MIN_MAX_BYTES = 128 << 10;

  /** Refuses a size that cannot hold anything. */
  public JournalSetup {
    if (maxBytes < MIN_MAX_BYTES) {
      throw new IllegalArgumentException(
          "a journal of at most " + maxBytes + " bytes; at least " + MIN_MAX_BYTES + " are needed");
    }
  }
}
