package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.JournalException.Remedy;
import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.sqlite.SQLiteConfig;

/** Opens connections in the order that SQLite wants, and tells its errors apart. */
final class Sqlite {

  /** Version of the tables, kept in {@code user_version}. */
  static final int VERSION = 1;

  private static final int PAGE_BYTES = 4096;
  private static final int HEADER_BYTES = 100; // https://www.sqlite.org/fileformat.html 1.3
  private static final int BUSY_MILLIS = 5_000;
  private static final int EPOCH_DIGITS = 10;

  // Primary result codes, https://www.sqlite.org/rescode.html
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int NOT_A_DATABASE = 26;

  /** The file is not, or no longer, a journal. */
  static final class Damaged extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  private Sqlite() {}

  /** A connection for the one writer; a new file gets its tables and its epoch. */
  static Connection openToWrite(Path file, JournalSetup setup) throws SQLException, Damaged {
    requireContent(file);
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      prepare(statement, setup.maxBytes());
      check(statement, file);
      if (version(statement) == 0) {
        create(statement, setup);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      if (isDamage(e)) {
        throw damaged(e);
      }
      throw e;
    } catch (Damaged | JournalException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that can change nothing. */
  static Connection openToRead(Path file) throws SQLException {
    if (!Files.exists(file)) {
      throw new JournalException(Remedy.PERSON, "there is no journal at " + file);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  static JournalException failure(String what, SQLException cause) {
    Remedy remedy =
        switch (cause.getErrorCode() & 0xff) {
          case FULL -> Remedy.MAKE_ROOM;
          case CORRUPT, NOT_A_DATABASE -> Remedy.REOPEN;
          default -> Remedy.RETRY;
        };
    return new JournalException(remedy, what + ": " + cause.getMessage(), cause);
  }

  private static void requireContent(Path file) throws Damaged {
    try {
      // SQLite takes a file that is cut off this short for a new one.
      if (Files.exists(file) && Files.size(file) < HEADER_BYTES) {
        throw new Damaged("the file is cut off within its header");
      }
    } catch (IOException e) {
      throw new JournalException(Remedy.PERSON, "cannot look at " + file, e);
    }
  }

  private static void prepare(Statement statement, long maxBytes) throws SQLException {
    // Takes effect on an empty file only, and only before the write-ahead log is switched on.
    statement.execute("pragma auto_vacuum = incremental");
    statement.execute("pragma journal_mode = wal");
    statement.execute("pragma synchronous = full");
    statement.execute("pragma busy_timeout = " + BUSY_MILLIS);
    statement.execute("pragma cache_size = -2000");
    statement.execute("pragma max_page_count = " + maxBytes / PAGE_BYTES);
  }

  private static void check(Statement statement, Path file) throws SQLException, Damaged {
    try (ResultSet row = statement.executeQuery("pragma quick_check(1)")) {
      if (!row.next() || !row.getString(1).equals("ok")) {
        throw new Damaged("SQLite finds: " + row.getString(1));
      }
    }
    int version = version(statement);
    if (version > VERSION) {
      throw new JournalException(
          Remedy.PERSON,
          file
              + " was written by a newer Coldshelf (journal version "
              + version
              + ", this one knows "
              + VERSION
              + "): install that version, or give --data another folder");
    }
    if (version == 0 && number(statement, "select count(*) from sqlite_schema") > 0) {
      throw new Damaged("it is a database, but not a journal");
    }
  }

  private static int version(Statement statement) throws SQLException {
    return (int) number(statement, "pragma user_version");
  }

  private static void create(Statement statement, JournalSetup setup) throws SQLException {
    String epoch = HexFormat.of().toHexDigits(setup.random().nextLong(), EPOCH_DIGITS);
    statement.execute("begin immediate");
    statement.execute(
        "create table life (epoch text not null, begun_ms integer not null, events integer not"
            + " null, readings integer not null, sightings integer not null, commits integer not"
            + " null)");
    statement.execute(
        "insert into life values ('" + epoch + "', " + setup.clock().millis() + ", 0, 0, 0, 0)");
    statement.execute(
        "create table lane (lane integer primary key, last integer not null, hash blob not null,"
            + " acknowledged integer not null)");
    for (Lane lane : Lane.values()) {
      String table = lane.code();
      statement.execute("insert into lane values (" + lane.number() + ", 0, zeroblob(32), 0)");
      statement.execute(
          "create table "
              + table
              + " (seq integer primary key, first_ms integer not null, last_ms integer not null,"
              + " count integer not null, type text not null, transform text not null, prev blob"
              + " not null, hash blob not null, refused text, payload blob not null)");
      statement.execute(
          "create index " + table + "_refused on " + table + " (seq) where refused is not null");
    }
    statement.execute("create table state (key text primary key, value blob not null)");
    statement.execute("pragma user_version = " + VERSION);
    statement.execute("commit");
  }

  static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static boolean isDamage(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    return code == CORRUPT || code == NOT_A_DATABASE;
  }

  static Damaged damaged(SQLException e) {
    Damaged damaged = new Damaged("SQLite says: " + e.getMessage());
    damaged.initCause(e);
    return damaged;
  }
}
