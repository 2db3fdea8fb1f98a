package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.BlockCutter.Draft;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.Lane;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one connection that writes. After any failure it is of no use any more: SQLite has rolled
 * back already, which JDBC does not know, and its statements refuse to run. Close it and open
 * another.
 */
final class SqliteWriter implements AutoCloseable {

  /** A block that no receiver will have. */
  record Refused(Lane lane, long seq, String reason) {}

  /** What the uplink has told since the last transaction. */
  record Settled(Ack ack, List<Refused> refused) {}

  /**
   * What is durable, and waits for a block.
   *
   * @param readings how many readings
   * @param sightings how many sightings
   * @param clock by which they were stamped
   * @param payload in the form of {@link Payloads#pending}
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Pending(int readings, int sightings, Optional<ClockState> clock, byte[] payload) {}

  /**
   * One transaction's work.
   *
   * @param drafts the blocks, in their order
   * @param pending what goes on waiting
   * @param clearsPending whether all that waited before is in the drafts now
   * @param state detector state by key
   * @param settled what the uplink has told
   */
  record Work(
      List<Draft> drafts,
      Optional<Pending> pending,
      boolean clearsPending,
      Map<String, byte[]> state,
      Settled settled) {

    static Work only(Settled settled) {
      return new Work(List.of(), Optional.empty(), false, Map.of(), settled);
    }

    boolean isCommit() {
      return !drafts.isEmpty() || pending.isPresent() || !state.isEmpty();
    }
  }

  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement wait;
  private final PreparedStatement keep;
  private final PreparedStatement drop;
  private final PreparedStatement refuse;
  private final LaneTail events;
  private final LaneTail readings;
  private final Room room;
  private boolean isPending;
  private long commits;

  private SqliteWriter(Connection connection, String epoch, JournalSetup setup, Disk disk)
      throws SQLException, Sqlite.Damaged {
    this.connection = connection;
    this.statement = connection.createStatement();
    wait =
        connection.prepareStatement(
            "insert into pending (readings, sightings, clock, payload) values (?,?,?,?)");
    keep = connection.prepareStatement("insert or replace into state values (?, ?, ?)");
    drop = connection.prepareStatement("delete from state where key = ?");
    refuse = connection.prepareStatement("insert or replace into refused values (?, ?, ?)");
    events = new LaneTail(connection, epoch, Lane.EVENTS);
    readings = new LaneTail(connection, epoch, Lane.READINGS);
    commits = Math.max(events.totals().commits(), readings.totals().commits());
    isPending = Sqlite.number(statement, "select count(*) from pending") > 0;
    statement.execute(
        "update life set max_bytes = "
            + setup.capacity().maxBytes()
            + " where max_bytes <> "
            + setup.capacity().maxBytes());
    StoredState.check(statement);
    room = new Room(connection, setup, disk, events, readings, epoch);
  }

  static SqliteWriter open(Path file, JournalSetup setup, boolean whole)
      throws SQLException, Sqlite.Damaged, Sqlite.Unfit {
    Connection connection = Sqlite.openToWrite(file, setup, whole);
    try {
      return new SqliteWriter(connection, epoch(connection), setup, new Disk(file));
    } catch (SQLException e) {
      connection.close();
      if (Sqlite.isOfTheDisk(e)) {
        throw e;
      }
      // Tables or columns that are missing are damage too; only they can be wrong here.
      throw Sqlite.damaged(e);
    } catch (Sqlite.Damaged e) {
      connection.close();
      throw e;
    }
  }

  private static String epoch(Connection connection) throws SQLException, Sqlite.Damaged {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select epoch from life")) {
      if (!row.next()) {
        throw new Sqlite.Damaged("it has no epoch");
      }
      return row.getString(1);
    }
  }

  /** What waited for its block when the file was closed. */
  OpenBlock pending(Payloads payloads) throws SQLException, Sqlite.Damaged {
    return StoredPending.read(statement, payloads);
  }

  void write(Work work) throws SQLException {
    statement.execute("begin immediate");
    settle(work.settled());
    room.make(); // first, for what follows needs it
    append(work.drafts());
    if (work.clearsPending() && isPending) {
      statement.execute("delete from pending");
      isPending = false;
    }
    if (work.pending().isPresent()) {
      keepWaiting(work.pending().get());
    }
    for (Map.Entry<String, byte[]> entry : work.state().entrySet()) {
      keep(entry.getKey(), entry.getValue());
    }
    commits += work.isCommit() ? 1 : 0;
    events.save(commits);
    readings.save(commits);
    statement.execute("commit");
  }

  /** Blocks of a file that was set aside, as they are. */
  void append(List<Draft> drafts) throws SQLException {
    for (Draft draft : drafts) {
      tail(draft.lane()).append(draft);
      room.used(draft);
    }
  }

  boolean isBehind(Ack ack) {
    return ack.events() > events.acknowledged() || ack.readings() > readings.acknowledged();
  }

  private void settle(Settled settled) throws SQLException {
    for (Refused refused : settled.refused()) {
      refuse.setInt(1, refused.lane().number());
      refuse.setLong(2, refused.seq());
      refuse.setString(3, refused.reason());
      refuse.executeUpdate();
    }
    events.acknowledge(settled.ack().events());
    readings.acknowledge(settled.ack().readings());
  }

  private void keepWaiting(Pending pending) throws SQLException {
    wait.setInt(1, pending.readings());
    wait.setInt(2, pending.sightings());
    wait.setString(3, Rows.clock(pending.clock()));
    wait.setBytes(4, pending.payload());
    wait.executeUpdate();
    isPending = true;
  }

  private void keep(String key, byte[] value) throws SQLException {
    if (value.length == 0) {
      drop.setString(1, key);
      drop.executeUpdate();
    } else {
      keep.setString(1, key);
      keep.setBytes(2, value);
      keep.setLong(3, StoredState.crc(key, value));
      keep.executeUpdate();
    }
  }

  private LaneTail tail(Lane lane) {
    return switch (lane) {
      case EVENTS -> events;
      case READINGS -> readings;
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
