package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.JournalException.Remedy;
import io.coldshelf.edge.journal.JournalStats.LaneStats;
import io.coldshelf.edge.journal.JournalStats.Totals;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads by a connection of its own. Every query is read to its end before the next begins: a cursor
 * left open would keep the write-ahead log from being folded back, and it would grow.
 */
final class SqliteReader implements JournalReader {

  private final Path file;
  private final Connection connection;
  private final Statement statement;
  private final Map<Lane, PreparedStatement> after = new EnumMap<>(Lane.class);
  private final String epoch;

  private SqliteReader(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.statement = connection.createStatement();
    try (ResultSet row = statement.executeQuery("select epoch from life")) {
      if (!row.next()) {
        throw new JournalException(Remedy.REOPEN, file + " has no epoch");
      }
      this.epoch = row.getString(1);
    }
    for (Lane lane : Lane.values()) {
      after.put(
          lane,
          connection.prepareStatement(
              "select "
                  + Rows.COLUMNS
                  + " from "
                  + lane.code()
                  + " where seq > ? and refused is null order by seq limit ?"));
    }
  }

  static SqliteReader open(Path file) {
    try {
      Connection connection = Sqlite.openToRead(file);
      try {
        return new SqliteReader(file, connection);
      } catch (SQLException | JournalException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Sqlite.failure("cannot read " + file, e);
    }
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public synchronized List<Block> after(Lane lane, long seq, int max) {
    PreparedStatement query = after.get(lane);
    if (query == null) {
      throw new IllegalStateException("every lane has its query");
    }
    try {
      query.setLong(1, seq);
      query.setInt(2, Math.clamp(max, 0, MAX_BLOCKS));
      List<Block> blocks = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          blocks.add(Rows.block(epoch, lane, rows));
        }
      }
      return blocks;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized long first(Lane lane) {
    try {
      long first = number("select min(seq) from " + lane.code() + " where refused is null");
      return first > 0 ? first : last(lane) + 1;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized long last(Lane lane) {
    try {
      return number("select last from lane where lane = " + lane.number());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized Map<String, byte[]> state() {
    try (ResultSet rows = statement.executeQuery("select key, value from state")) {
      Map<String, byte[]> state = new HashMap<>();
      while (rows.next()) {
        state.put(rows.getString(1), rows.getBytes(2));
      }
      return Map.copyOf(state);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized JournalStats stats() {
    try {
      return new JournalStats(
          epoch, laneStats(Lane.EVENTS), laneStats(Lane.READINGS), totals(), bytesOnDisk());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private LaneStats laneStats(Lane lane) throws SQLException {
    return new LaneStats(
        first(lane),
        last(lane),
        number("select acknowledged from lane where lane = " + lane.number()),
        number("select count(*) from " + lane.code() + " where refused is not null"));
  }

  private Totals totals() throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select events, readings, sightings, commits from life")) {
      return row.next()
          ? new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))
          : new Totals(0, 0, 0, 0);
    }
  }

  private long bytesOnDisk() {
    try {
      Path log = Path.of(file + "-wal");
      return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
    } catch (IOException e) {
      throw new JournalException(Remedy.RETRY, "cannot look at " + file, e);
    }
  }

  private long number(String sql) throws SQLException {
    return Sqlite.number(statement, sql);
  }

  private JournalException failure(SQLException e) {
    return Sqlite.failure("cannot read " + file, e);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
