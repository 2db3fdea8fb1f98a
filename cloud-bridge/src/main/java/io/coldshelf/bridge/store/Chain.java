package io.coldshelf.bridge.store;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whether the blocks of a stream continue each other, in whatever order they come:
 *
 * <pre>
 *   seq   1         2         3
 *   prev  0000 ┌──▶ a1b2 ┌──▶ c3d4        a break at 3 says that 3 does not continue the 2 that
 *   hash  a1b2 ┘    c3d4 ┘    e5f6        is here: one of the two was altered or put in its place
 * </pre>
 *
 * A break is written down and takes nothing away: what was sent is evidence, right or wrong.
 * Neighbours that are not here, or that sent no hashes, prove nothing.
 */
final class Chain {

  private static final int HASH_BYTES = 32;
  private static final String NO_HASH = HexFormat.of().formatHex(new byte[HASH_BYTES]);

  private Chain() {}

  /** Compares a block that has just been noted with those on either side; returns new breaks. */
  static int check(Sql sql, long stream, BlockKey key, long now) throws SQLException {
    long seq = key.seq();
    int breaks = 0;
    if (differ(key.prev(), seq == 1 ? Optional.of(NO_HASH) : hash(sql, stream, seq - 1))) {
      breaks += note(sql, stream, seq, now);
    }
    if (differ(key.hash(), prev(sql, stream, seq + 1))) {
      breaks += note(sql, stream, seq + 1, now);
    }
    if (key.hash().isPresent() && Heads.contradict(sql, stream, seq, key.hash().get())) {
      breaks += note(sql, stream, seq, now);
    }
    return breaks;
  }

  /** Whether another block came under this number before, so that the numbers were given twice. */
  static boolean isOther(Sql sql, long stream, BlockKey key) throws SQLException {
    return differ(key.hash(), hash(sql, stream, key.seq()));
  }

  static int note(Sql sql, long stream, long seq, long now) throws SQLException {
    return sql.update(
        "insert or ignore into chain_break(stream, seq, found_at) values(?,?,?)", stream, seq, now);
  }

  static Optional<String> hash(Sql sql, long stream, long seq) throws SQLException {
    return sql.first(
            "select hash from block where stream=? and seq=?",
            row -> row.maybeText("hash"),
            stream,
            seq)
        .flatMap(hash -> hash);
  }

  private static Optional<String> prev(Sql sql, long stream, long seq) throws SQLException {
    return sql.first(
            "select prev from block where stream=? and seq=?",
            row -> row.maybeText("prev"),
            stream,
            seq)
        .flatMap(prev -> prev);
  }

  static boolean differ(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && !one.get().equalsIgnoreCase(other.get());
  }
}
