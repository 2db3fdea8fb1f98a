package io.coldshelf.edge.journal;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * The one connection that writes. After any failure it is of no use any more: SQLite has rolled
 * back already, which JDBC does not know, and its statements refuse to run. Close it and open
 * another.
 */
final class SqliteWriter implements AutoCloseable {

  /** How many blocks of a lane one transaction forgets at most. */
  static final int MAX_FORGOTTEN = 500;

  /** How many free pages one call gives back at most: 8 MB. */
  private static final int MAX_VACUUMED_PAGES = 2_000;

  /** A block that no receiver will have. */
  record Refused(Lane lane, long seq, String reason) {}

  /** What the uplink has told since the last transaction. */
  record Settled(Ack ack, List<Refused> refused) {}

  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement count;
  private final PreparedStatement keep;
  private final PreparedStatement drop;
  private final LaneTail events;
  private final LaneTail readings;

  private SqliteWriter(Connection connection, String epoch) throws SQLException, Sqlite.Damaged {
    this.connection = connection;
    this.statement = connection.createStatement();
    count =
        connection.prepareStatement(
            "update life set events = events + ?, readings = readings + ?, sightings = sightings +"
                + " ?, commits = commits + 1");
    keep = connection.prepareStatement("insert or replace into state values (?, ?)");
    drop = connection.prepareStatement("delete from state where key = ?");
    events = new LaneTail(connection, epoch, Lane.EVENTS);
    readings = new LaneTail(connection, epoch, Lane.READINGS);
  }

  static SqliteWriter open(Path file, JournalSetup setup) throws SQLException, Sqlite.Damaged {
    Connection connection = Sqlite.openToWrite(file, setup);
    try {
      return new SqliteWriter(connection, epoch(connection));
    } catch (SQLException e) {
      connection.close();
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

  void write(Commit commit, List<BlockCutter.Draft> drafts, Settled settled) throws SQLException {
    statement.execute("begin immediate");
    settle(settled); // first, for it makes room
    for (BlockCutter.Draft draft : drafts) {
      tail(draft.lane()).append(draft);
    }
    for (Map.Entry<String, byte[]> entry : commit.state().entrySet()) {
      keep(entry.getKey(), entry.getValue());
    }
    if (!commit.isEmpty()) {
      count.setInt(1, commit.events().size());
      count.setInt(2, commit.readings().size());
      count.setInt(3, commit.sightings().size());
      count.executeUpdate();
    }
    events.save();
    readings.save();
    statement.execute("commit");
  }

  boolean isBehind(Ack ack) {
    return events.isBehind(ack.events()) || readings.isBehind(ack.readings());
  }

  void vacuum() throws SQLException {
    // By executeUpdate: execute() would free one page and stop.
    statement.executeUpdate("pragma incremental_vacuum(" + MAX_VACUUMED_PAGES + ")");
  }

  private void settle(Settled settled) throws SQLException {
    for (Refused refused : settled.refused()) {
      tail(refused.lane()).refuse(refused.seq(), refused.reason());
    }
    events.acknowledge(settled.ack().events(), MAX_FORGOTTEN);
    readings.acknowledge(settled.ack().readings(), MAX_FORGOTTEN);
  }

  private void keep(String key, byte[] value) throws SQLException {
    if (value.length == 0) {
      drop.setString(1, key);
      drop.executeUpdate();
    } else {
      keep.setString(1, key);
      keep.setBytes(2, value);
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
