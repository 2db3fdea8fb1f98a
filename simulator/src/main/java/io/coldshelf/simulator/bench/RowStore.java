package io.coldshelf.simulator.bench;

import io.coldshelf.model.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What a gateway does that keeps a message a row: look whether there is room, insert, read it back
 * to send it, mark it as sent; one commit a message, fully synchronous. Also the bare commit to
 * which an event is compared.
 */
final class RowStore implements AutoCloseable {

  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement insert;
  private final PreparedStatement next;
  private final PreparedStatement mark;

  private RowStore(Connection connection) throws SQLException {
    this.connection = connection;
    this.statement = connection.createStatement();
    statement.execute("pragma journal_mode = wal");
    statement.execute("pragma synchronous = full");
    statement.execute(
        "create table message (id integer primary key, topic text not null, payload blob not null,"
            + " sent integer)");
    statement.execute("create index message_waits on message (id) where sent is null");
    insert = connection.prepareStatement("insert into message (topic, payload) values (?, ?)");
    next =
        connection.prepareStatement(
            "select id, topic, payload from message where sent is null order by id limit 1");
    mark = connection.prepareStatement("update message set sent = ? where id = ?");
  }

  static RowStore open(Path file) throws IOException {
    try {
      return new RowStore(DriverManager.getConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IOException failure(SQLException e) {
    return new IOException("the table of rows failed: " + e.getMessage(), e);
  }

  /** One row, one commit. */
  void insert(byte[] payload) throws IOException {
    try {
      insert.setString(1, "messages");
      insert.setBytes(2, payload);
      int _ = insert.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Each reading a message; gives how long all took, in nanoseconds. */
  long takeAndSend(List<Reading> readings) throws IOException {
    long start = System.nanoTime();
    try {
      for (Reading reading : readings) {
        statement.execute("begin immediate");
        room();
        insert(JsonMessage.of(reading));
        mark(reading.timeMillis());
        statement.execute("commit");
      }
    } catch (SQLException e) {
      throw failure(e);
    }
    return System.nanoTime() - start;
  }

  private void room() throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select count(*) from message where sent is null")) {
      if (!row.next() || row.getLong(1) > 0) {
        throw new SQLException("every message is marked as sent before the next comes");
      }
    }
  }

  private void mark(long timeMillis) throws SQLException {
    long id;
    try (ResultSet row = next.executeQuery()) {
      if (!row.next() || row.getBytes(3).length == 0) {
        throw new SQLException("the message is gone");
      }
      id = row.getLong(1);
    }
    mark.setLong(1, timeMillis);
    mark.setLong(2, id);
    int _ = mark.executeUpdate();
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
