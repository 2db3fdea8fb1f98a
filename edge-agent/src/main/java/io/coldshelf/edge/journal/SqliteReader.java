package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.JournalException.Remedy;
import io.coldshelf.edge.journal.JournalStats.LaneStats;
import io.coldshelf.edge.journal.JournalStats.Totals;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads by a connection of its own. Every query is read to its end before the next begins: a cursor
 * left open would keep the write-ahead log from being folded back, and it would grow.
 *
 * <p>No block leaves it whose hash is not right, and none is passed over unseen: that is damage,
 * and whoever is told of it has the journal opened anew.
 */
final class SqliteReader implements JournalReader {

  private final Path file;
  private final Connection connection;
  private final Statement statement;
  private final Suspicion suspicion;
  private final Map<Lane, PreparedStatement> after = new EnumMap<>(Lane.class);
  private final PreparedStatement between;
  private final String epoch;

  private SqliteReader(Path file, Connection connection, Suspicion suspicion) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.suspicion = suspicion;
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
                  + " where seq > ? order by seq limit ?"));
    }
    between = connection.prepareStatement(Zones.BETWEEN);
  }

  static SqliteReader open(Path file) {
    return open(file, new Suspicion(file));
  }

  static SqliteReader open(Path file, Suspicion suspicion) {
    try {
      Connection connection = Sqlite.openToRead(file);
      try {
        return new SqliteReader(file, connection, suspicion);
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
  public List<Block> after(Lane lane, long seq, int max) {
    return after(lane, seq, max, 0);
  }

  /** The same, by one who knows of a later acknowledgement than the file. */
  synchronized List<Block> after(Lane lane, long from, int max, long acknowledged) {
    PreparedStatement query = after.get(lane);
    if (query == null) {
      throw new IllegalStateException("every lane has its query");
    }
    try {
      long known = number("select acknowledged from lane where lane = " + lane.number());
      long seq = Math.max(from, Math.max(acknowledged, known));
      query.setLong(1, seq);
      query.setInt(2, Math.clamp(max, 0, MAX_BLOCKS));
      List<Block> blocks = blocks(lane, query);
      requireWhole(lane, seq, blocks);
      if (blocks.isEmpty()) {
        return blocks;
      }
      long end = blocks.getLast().seq();
      Set<Long> refused = refused(lane);
      blocks.removeIf(block -> refused.contains(block.seq()));
      // All of a page may have been set aside: what waits is behind it.
      return blocks.isEmpty() ? after(lane, end, max, acknowledged) : blocks;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private List<Block> blocks(Lane lane, PreparedStatement query) throws SQLException {
    List<Block> blocks = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        blocks.add(Rows.block(epoch, lane, rows));
      }
    }
    return blocks;
  }

  private void requireIntact(Lane lane, Block block) {
    if (!block.isIntact() || !block.encoding().isKnown()) {
      throw damaged("block " + block.seq() + " of " + lane.code() + " was altered");
    }
  }

  private void requireWhole(Lane lane, long seq, List<Block> blocks) throws SQLException {
    long expected = 0;
    for (Block block : blocks) {
      if (expected > 0 && block.seq() != expected) {
        throw damaged("block " + expected + " of " + lane.code() + " is missing");
      }
      requireIntact(lane, block);
      expected = block.seq() + 1;
    }
    if (!blocks.isEmpty() && blocks.getFirst().seq() > seq + 1) {
      long lowest = number("select min(seq) from " + lane.code());
      if (lowest <= seq) {
        throw damaged("block " + (seq + 1) + " of " + lane.code() + " is missing");
      }
    }
  }

  private JournalException damaged(String why) {
    suspicion.raise(why);
    return new JournalException(Remedy.REOPEN, file + " is damaged: " + why);
  }

  private Set<Long> refused(Lane lane) throws SQLException {
    Set<Long> refused = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery("select seq from refused where lane = " + lane.number())) {
      while (rows.next()) {
        refused.add(rows.getLong(1));
      }
    }
    return refused;
  }

  @Override
  public synchronized List<Block> between(long fromMillis, long toMillis, long seq, int max) {
    try {
      between.setLong(1, fromMillis);
      between.setLong(2, toMillis);
      between.setLong(3, seq);
      between.setInt(4, Math.clamp(max, 0, MAX_BLOCKS));
      List<Block> blocks = blocks(Lane.READINGS, between);
      for (Block block : blocks) {
        requireIntact(Lane.READINGS, block);
      }
      return blocks;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** What is durable and waits for more to share a block with. */
  synchronized OpenBlock waiting(Payloads payloads) {
    try {
      return StoredPending.read(statement, payloads);
    } catch (SQLException e) {
      throw failure(e);
    } catch (Sqlite.Damaged e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized long first(Lane lane) {
    try {
      LaneEnd end = LaneTail.read(statement, lane);
      long lowest = number("select min(seq) from " + lane.code());
      long first = Math.max(end.acknowledged() + 1, lowest);
      Set<Long> refused = refused(lane);
      while (refused.contains(first)) {
        first++;
      }
      return lowest == 0 ? end.last() + 1 : Math.min(first, end.last() + 1);
    } catch (SQLException e) {
      throw failure(e);
    } catch (Sqlite.Damaged e) {
      throw damaged(String.valueOf(e.getMessage()));
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
  public synchronized Optional<Block> held(Lane lane, long seq) {
    PreparedStatement query = after.get(lane);
    if (query == null) {
      throw new IllegalStateException("every lane has its query");
    }
    try {
      query.setLong(1, seq - 1);
      query.setInt(2, 1);
      return blocks(lane, query).stream().filter(block -> block.seq() == seq).findFirst();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized Head.Tip tip(Lane lane) {
    try {
      LaneEnd end = LaneTail.read(statement, lane);
      return new Head.Tip(end.last(), HexFormat.of().formatHex(end.hash()));
    } catch (SQLException e) {
      throw failure(e);
    } catch (Sqlite.Damaged e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized Topics owner() {
    try (ResultSet row = statement.executeQuery("select owner from life")) {
      String[] names = row.next() ? String.valueOf(row.getString(1)).split("/", 3) : new String[0];
      if (names.length < 3) {
        throw damaged("it does not say whose it is");
      }
      return new Topics(names[1], names[2]);
    } catch (SQLException e) {
      throw failure(e);
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized Map<String, byte[]> state() {
    try {
      return StoredState.read(statement);
    } catch (SQLException e) {
      throw failure(e);
    } catch (Sqlite.Damaged e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized JournalStats stats() {
    try {
      LaneStats events = laneStats(Lane.EVENTS);
      LaneStats readings = laneStats(Lane.READINGS);
      return new JournalStats(
          epoch, events, readings, totals(events.last()), Outlook.read(statement, bytesOnDisk()));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private LaneStats laneStats(Lane lane) throws SQLException {
    long acknowledged = number("select acknowledged from lane where lane = " + lane.number());
    return new LaneStats(
        first(lane),
        last(lane),
        acknowledged,
        number("select count(*) from refused where lane = " + lane.number()));
  }

  private Totals totals(long events) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select max(l.readings) + (select coalesce(sum(readings), 0) from pending),"
                + " max(l.sightings) + (select coalesce(sum(sightings), 0) from pending),"
                + " max(l.commits) from lane l")) {
      return row.next()
          ? new Totals(events, row.getLong(1), row.getLong(2), row.getLong(3))
          : new Totals(0, 0, 0, 0);
    }
  }

  private long bytesOnDisk() {
    try {
      Path log = WriteAheadLog.of(file);
      return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
    } catch (IOException e) {
      throw new JournalException(Remedy.RETRY, "cannot look at " + file, e);
    }
  }

  private long number(String sql) throws SQLException {
    return Sqlite.number(statement, sql);
  }

  private JournalException failure(SQLException e) {
    if (Sqlite.isDamage(e)) {
      return damaged("SQLite says: " + e.getMessage());
    }
    return Sqlite.failure("cannot read " + file, e);
  }

  /** Looks at every page; a long read, to be ended by {@link #close}. Damage is noted. */
  void checkWhole() {
    try (Connection own = Sqlite.openToRead(file);
        Statement whole = own.createStatement()) {
      Sqlite.requireSound(whole);
    } catch (SQLException e) {
      JournalException _ = failure(e);
    } catch (Sqlite.Damaged e) {
      JournalException _ = damaged(String.valueOf(e.getMessage()));
    }
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
