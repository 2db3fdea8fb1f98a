package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Both ends of one lane, as its writer needs them. It lives as long as its connection: after a
 * failed transaction it is thrown away with it, and read anew from the file.
 */
final class LaneTail {

  private final String epoch;
  private final Lane lane;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement refuse;
  private final PreparedStatement save;
  private long last;
  private byte[] hash;
  private long acknowledged;
  private long forgotten;

  LaneTail(Connection connection, String epoch, Lane lane) throws SQLException, Sqlite.Damaged {
    this.epoch = epoch;
    this.lane = lane;
    String table = lane.code();
    insert =
        connection.prepareStatement(
            "insert into " + table + " (" + Rows.COLUMNS + ") values (?,?,?,?,?,?,?,?,?,null)");
    delete =
        connection.prepareStatement(
            "delete from " + table + " where seq > ? and seq <= ? and refused is null");
    refuse = connection.prepareStatement("update " + table + " set refused = ? where seq = ?");
    save =
        connection.prepareStatement(
            "update lane set last = ?, hash = ?, acknowledged = ? where lane = ?");
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "select last, hash, acknowledged from lane where lane = " + lane.number())) {
        if (!row.next()) {
          throw new Sqlite.Damaged("the " + table + " lane has no end");
        }
        last = row.getLong(1);
        hash = row.getBytes(2);
        acknowledged = row.getLong(3);
      }
      checkEnd(statement);
      long first =
          Sqlite.number(statement, "select min(seq) from " + table + " where refused is null");
      forgotten = first > 0 ? first - 1 : acknowledged;
    }
  }

  /** What {@code quick_check} cannot see: the end of the chain is not the one that was written. */
  private void checkEnd(Statement statement) throws SQLException, Sqlite.Damaged {
    try (ResultSet row =
        statement.executeQuery(
            "select " + Rows.COLUMNS + " from " + lane.code() + " order by seq desc limit 1")) {
      if (row.next()) {
        Block block = Rows.block(epoch, lane, row);
        if (block.seq() > last
            || (block.seq() == last && !Arrays.equals(block.hash(), hash))
            || !block.isIntact()) {
          throw new Sqlite.Damaged(
              "the last block of the " + lane.code() + " lane is not the one that was written");
        }
      }
    }
  }

  void append(BlockCutter.Draft draft) throws SQLException {
    Block block =
        Block.of(epoch, lane, last + 1, draft.span(), draft.encoding(), draft.payload(), hash);
    insert.setLong(1, block.seq());
    insert.setLong(2, block.span().firstMillis());
    insert.setLong(3, block.span().lastMillis());
    insert.setInt(4, block.span().count());
    insert.setString(5, block.encoding().contentType());
    insert.setString(6, block.encoding().transform());
    insert.setBytes(7, block.prev());
    insert.setBytes(8, block.hash());
    insert.setBytes(9, block.payload());
    insert.executeUpdate();
    last = block.seq();
    hash = block.hash();
  }

  /** Whether {@link #acknowledge} would do something. */
  boolean isBehind(long acknowledgedNow) {
    return forgotten < acknowledgedNow;
  }

  /** Forgets at most so many blocks at once: a long delete would hold up an alarm. */
  void acknowledge(long acknowledgedNow, int limit) throws SQLException {
    acknowledged = Math.max(acknowledged, acknowledgedNow);
    long upTo = Math.min(acknowledged, forgotten + limit);
    if (upTo > forgotten) {
      delete.setLong(1, forgotten);
      delete.setLong(2, upTo);
      delete.executeUpdate();
      forgotten = upTo;
    }
  }

  void refuse(long seq, String reason) throws SQLException {
    refuse.setString(1, reason);
    refuse.setLong(2, seq);
    refuse.executeUpdate();
  }

  void save() throws SQLException {
    save.setLong(1, last);
    save.setBytes(2, hash);
    save.setLong(3, acknowledged);
    save.setInt(4, lane.number());
    save.executeUpdate();
  }
}
