package io.coldshelf.edge.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which stretch of time each {@value #BLOCKS} blocks of readings cover, so that history is found by
 * time. An index of single blocks would cost a page of flash with every block; this costs one in
 * {@value #BLOCKS}, and leaves a search a little to look through.
 */
final class Zones {

  static final int BLOCKS = 64;

  /** Blocks of a stretch of time: those in zones that touch it, and those in no zone yet. */
  static final String BETWEEN =
      "select "
          + Rows.COLUMNS
          + " from (select r.* from zone z join readings r on r.seq between z.first_seq and"
          + " z.last_seq where z.last_ms >= ?1 and z.first_ms < ?2 and z.last_seq > ?3"
          + " union all select * from readings where seq > (select coalesce(max(last_seq), 0) from"
          + " zone)) where last_ms >= ?1 and first_ms < ?2 and seq > ?3 order by seq limit ?4";

  static final String TABLE =
      "create table zone (first_seq integer primary key, last_seq integer not null, first_ms"
          + " integer not null, last_ms integer not null)";

  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private long firstSeq;
  private int blocks;
  private long firstMillis;
  private long lastMillis;

  Zones(Connection connection) throws SQLException {
    insert = connection.prepareStatement("insert or replace into zone values (?, ?, ?, ?)");
    delete = connection.prepareStatement("delete from zone where last_seq <= ?");
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select seq, first_ms, last_ms from readings where seq > (select"
                    + " coalesce(max(last_seq), 0) from zone) order by seq")) {
      begin();
      while (rows.next()) {
        note(rows.getLong(1), rows.getLong(2), rows.getLong(3));
      }
    }
  }

  private void begin() {
    blocks = 0;
    firstMillis = Long.MAX_VALUE;
    lastMillis = Long.MIN_VALUE;
  }

  private void note(long seq, long first, long last) {
    firstSeq = blocks == 0 ? seq : firstSeq;
    blocks++;
    firstMillis = Math.min(firstMillis, first);
    lastMillis = Math.max(lastMillis, last);
  }

  /** A block was written. */
  void add(long seq, long first, long last) throws SQLException {
    note(seq, first, last);
    if (blocks >= BLOCKS) {
      insert.setLong(1, firstSeq);
      insert.setLong(2, seq);
      insert.setLong(3, firstMillis);
      insert.setLong(4, lastMillis);
      insert.executeUpdate();
      begin();
    }
  }

  /** Blocks up to there are no more. */
  void forget(long upTo) throws SQLException {
    delete.setLong(1, upTo);
    delete.executeUpdate();
  }
}
