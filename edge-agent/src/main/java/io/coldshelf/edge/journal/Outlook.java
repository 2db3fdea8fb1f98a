package io.coldshelf.edge.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalDouble;

/**
 * How full the journal is, and for how long the rest will do.
 *
 * @param bytesOnDisk the file and its write-ahead log
 * @param maxBytes what the file may hold
 * @param hoursLeft how long a network may stay away, at the present rate, before readings have to
 *     be thinned; nothing while too little was written to tell
 */
public record Outlook(long bytesOnDisk, long maxBytes, OptionalDouble hoursLeft) {

  /** The newest blocks, by which the present rate is told. */
  private static final int RECENT_BLOCKS = 500;

  /** With fewer the tables themselves weigh more than what is in them. */
  private static final int FEWEST_BLOCKS = 20;

  private static final double MILLIS_PER_HOUR = 3_600_000.0;

  static Outlook read(Statement statement, long bytesOnDisk) throws SQLException {
    long max = Sqlite.number(statement, "select max_bytes from life");
    long used =
        (Sqlite.number(statement, "pragma page_count")
                - Sqlite.number(statement, "pragma freelist_count"))
            * Sqlite.PAGE_BYTES;
    try (ResultSet row =
        statement.executeQuery(
            "select count(*), max(last_ms) - min(first_ms), max(seq), (select min(seq) from"
                + " readings), (select acknowledged from lane where lane = 1) from (select seq,"
                + " first_ms, last_ms from readings order by seq desc limit "
                + RECENT_BLOCKS
                + ")")) {
      if (!row.next() || row.getLong(1) < FEWEST_BLOCKS || row.getLong(2) <= 0) {
        return new Outlook(bytesOnDisk, max, OptionalDouble.empty());
      }
      double blocksPerHour = row.getLong(1) / (row.getLong(2) / MILLIS_PER_HOUR);
      long held = row.getLong(3) - row.getLong(4) + 1;
      long unsent = Math.min(held, row.getLong(3) - row.getLong(5));
      double bytesPerBlock = (double) used / held;
      double free = Capacity.highWaterBytes(max) - unsent * bytesPerBlock;
      return new Outlook(
          bytesOnDisk, max, OptionalDouble.of(Math.max(0, free) / (blocksPerHour * bytesPerBlock)));
    }
  }
}
