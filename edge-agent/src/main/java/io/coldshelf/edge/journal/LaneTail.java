package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;

/**
 * Both ends of one lane, as its writer needs them. It lives as long as its connection: after a
 * failed transaction it is thrown away with it, and read anew from the file.
 */
final class LaneTail {

  private final String epoch;
  private final Lane lane;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement save;

  /** Readings alone are looked for by time. */
  private final Optional<Zones> zones;

  private long last;
  private byte[] hash;
  private long acknowledged;
  private LaneEnd.Totals totals;
  private long forgotten;
  private boolean changed;

  LaneTail(Connection connection, String epoch, Lane lane) throws SQLException, Sqlite.Damaged {
    this.epoch = epoch;
    this.lane = lane;
    String table = lane.code();
    insert =
        connection.prepareStatement(
            "insert into " + table + " (" + Rows.COLUMNS + ") values (?,?,?,?,?,?,?,?,?,?)");
    delete = connection.prepareStatement("delete from " + table + " where seq > ? and seq <= ?");
    save =
        connection.prepareStatement(
            "update lane set last = ?, hash = ?, acknowledged = ?, readings = ?, sightings = ?,"
                + " commits = ?, crc = ? where lane = ?");
    zones = lane == Lane.READINGS ? Optional.of(new Zones(connection)) : Optional.empty();
    try (Statement statement = connection.createStatement()) {
      LaneEnd end = read(statement, lane);
      last = end.last();
      hash = end.hash();
      acknowledged = end.acknowledged();
      totals = end.totals();
      checkEnd(statement);
      long first = Sqlite.number(statement, "select min(seq) from " + table);
      forgotten = first > 0 ? first - 1 : last;
    }
  }

  static LaneEnd read(Statement statement, Lane lane) throws SQLException, Sqlite.Damaged {
    try (ResultSet row =
        statement.executeQuery(
            "select last, hash, acknowledged, readings, sightings, commits, crc from lane where"
                + " lane = "
                + lane.number())) {
      if (!row.next()) {
        throw new Sqlite.Damaged("the " + lane.code() + " lane has no end");
      }
      byte[] hash = row.getBytes(2);
      LaneEnd end =
          new LaneEnd(
              lane,
              row.getLong(1),
              hash == null ? new byte[0] : hash,
              row.getLong(3),
              new LaneEnd.Totals(row.getLong(4), row.getLong(5), row.getLong(6)));
      if (end.crc() != row.getLong(7)) {
        throw new Sqlite.Damaged("what is known of the " + lane.code() + " lane was altered");
      }
      return end;
    }
  }

  /** What {@code quick_check} cannot see: the end of the chain is not the one that was written. */
  private void checkEnd(Statement statement) throws SQLException, Sqlite.Damaged {
    try (ResultSet row =
        statement.executeQuery(
            "select " + Rows.COLUMNS + " from " + lane.code() + " order by seq desc limit 1")) {
      if (row.next()) {
        Block block = Rows.block(epoch, lane, row);
        if (block.seq() != last || !Arrays.equals(block.hash(), hash) || !block.isIntact()) {
          throw new Sqlite.Damaged(
              "the last block of the " + lane.code() + " lane is not the one that was written");
        }
      }
    }
  }

  void append(BlockCutter.Draft draft) throws SQLException {
    Block block =
        Block.of(epoch, lane, last + 1, draft.span(), draft.encoding(), draft.payload(), hash);
    Rows.bind(insert, block);
    insert.executeUpdate();
    last = block.seq();
    hash = block.hash();
    if (zones.isPresent()) {
      zones.get().add(last, block.span().firstMillis(), block.span().lastMillis());
    }
    totals =
        new LaneEnd.Totals(
            totals.readings() + draft.readings(),
            totals.sightings() + draft.sightings(),
            totals.commits());
    changed = true;
  }

  long number() {
    return lane.number();
  }

  long acknowledged() {
    return acknowledged;
  }

  /** Up to where blocks are no more in the file. */
  long forgotten() {
    return forgotten;
  }

  void acknowledge(long upTo) {
    changed |= upTo > acknowledged;
    acknowledged = Math.max(acknowledged, upTo);
  }

  /** Takes blocks out of the file, from the oldest on. */
  void forget(long upTo) throws SQLException {
    delete.setLong(1, forgotten);
    delete.setLong(2, upTo);
    delete.executeUpdate();
    if (zones.isPresent()) {
      zones.get().forget(upTo);
    }
    forgotten = Math.max(forgotten, upTo);
  }

  /** Writes the lane's row, if there is anything new in it. */
  void save(long commits) throws SQLException {
    if (!changed) {
      return;
    }
    totals = new LaneEnd.Totals(totals.readings(), totals.sightings(), commits);
    LaneEnd end = new LaneEnd(lane, last, hash, acknowledged, totals);
    save.setLong(1, last);
    save.setBytes(2, hash);
    save.setLong(3, acknowledged);
    save.setLong(4, totals.readings());
    save.setLong(5, totals.sightings());
    save.setLong(6, totals.commits());
    save.setLong(7, end.crc());
    save.setInt(8, lane.number());
    save.executeUpdate();
    changed = false;
  }

  LaneEnd.Totals totals() {
    return totals;
  }
}
