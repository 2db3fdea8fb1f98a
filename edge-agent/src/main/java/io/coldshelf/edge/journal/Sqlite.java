package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.JournalException.Remedy;
import io.coldshelf.wire.Block;
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
  static final int VERSION = 2;

  static final int PAGE_BYTES = 4096;

  /** A file of this size is checked whole at each start: that takes some 100 ms on a slow card. */
  static final long QUICK_CHECK_BYTES = 2 << 20;

  private static final int HEADER_BYTES = 100; // https://www.sqlite.org/fileformat.html 1.3
  private static final int BUSY_MILLIS = 5_000;
  private static final int EPOCH_DIGITS = 10;

  // Primary result codes, https://www.sqlite.org/rescode.html
  static final int CORRUPT = 11;
  private static final int PERMISSION = 3;
  private static final int BUSY = 5;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CANNOT_OPEN = 14;
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

  /** Sound, but not to be gone on with: a new file takes its place. */
  static final class Unfit extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final boolean ours;

    /**
     * A file of that kind.
     *
     * @param why what it is, after "the journal"
     * @param ours whether what it holds is carried over
     */
    Unfit(String why, boolean ours) {
      super(why);
      this.ours = ours;
    }

    boolean isOurs() {
      return ours;
    }
  }

  /**
   * A connection for the one writer; a new file gets its tables and its epoch.
   *
   * @param whole whether to check a large file whole, too
   */
  static Connection openToWrite(Path file, JournalSetup setup, boolean whole)
      throws SQLException, Damaged, Unfit {
    requireContent(file);
    WriteAheadLog.requireWhole(file);
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      prepare(statement, setup.capacity().maxBytes());
      check(statement, file, whole);
      if (version(statement) == 0) {
        create(statement, setup);
      }
      requireOwner(statement, setup.payloads().owner().source());
      return connection;
    } catch (SQLException e) {
      connection.close();
      if (isDamage(e)) {
        throw damaged(e);
      }
      throw e;
    } catch (Damaged | Unfit | JournalException e) {
      connection.close();
      throw e;
    }
  }

  /** Loads what is native, and opens and closes a database in memory. */
  static void warmUp() throws SQLException {
    DriverManager.getConnection("jdbc:sqlite::memory:").close();
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
    // The file does not shrink: its pages are used again. Moving them about would cost a page more
    // with each commit that needs a new one, for a map of where they are.
    statement.execute("pragma auto_vacuum = none");
    statement.execute("pragma journal_mode = wal");
    statement.execute("pragma synchronous = full");
    statement.execute("pragma busy_timeout = " + BUSY_MILLIS);
    statement.execute("pragma cache_size = -2000");
    statement.execute("pragma max_page_count = " + maxBytes / PAGE_BYTES);
  }

  private static void check(Statement statement, Path file, boolean whole)
      throws SQLException, Damaged, Unfit {
    if (whole || bytes(file) <= QUICK_CHECK_BYTES) {
      requireSound(statement);
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
    if (version > 0 && version < VERSION) {
      throw new Unfit("was written by an earlier version", true);
    }
  }

  /** A gateway that was given another name must not send what it was under the old one. */
  private static void requireOwner(Statement statement, String owner) throws SQLException, Unfit {
    try (ResultSet row = statement.executeQuery("select owner from life")) {
      if (row.next() && !owner.equals(row.getString(1))) {
        throw new Unfit("was that of " + row.getString(1), false);
      }
    }
  }

  /** Looks at every page. */
  static void requireSound(Statement statement) throws SQLException, Damaged {
    try (ResultSet row = statement.executeQuery("pragma quick_check(1)")) {
      if (!row.next() || !row.getString(1).equals("ok")) {
        throw new Damaged("SQLite finds: " + row.getString(1));
      }
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new JournalException(Remedy.PERSON, "cannot look at " + file, e);
    }
  }

  private static int version(Statement statement) throws SQLException {
    return (int) number(statement, "pragma user_version");
  }

  private static void create(Statement statement, JournalSetup setup) throws SQLException {
    String epoch = HexFormat.of().toHexDigits(setup.random().nextLong(), EPOCH_DIGITS);
    statement.execute("begin immediate");
    statement.execute(
        "create table life (epoch text not null, begun_ms integer not null, max_bytes integer not"
            + " null, owner text not null)");
    statement.execute(
        "insert into life values ('"
            + epoch
            + "', "
            + setup.clock().millis()
            + ", "
            + setup.capacity().maxBytes()
            + ", '"
            + setup.payloads().owner().source().replace("'", "''")
            + "')");
    statement.execute(
        "create table lane (lane integer primary key, last integer not null, hash blob not null,"
            + " acknowledged integer not null, readings integer not null, sightings integer not"
            + " null, commits integer not null, crc integer not null)");
    for (Lane lane : Lane.values()) {
      String table = lane.code();
      LaneEnd end = new LaneEnd(lane, 0, Block.noHash(), 0, LaneEnd.Totals.NONE);
      statement.execute(
          "insert into lane values ("
              + lane.number()
              + ", 0, zeroblob(32), 0, 0, 0, 0, "
              + end.crc()
              + ")");
      statement.execute(
          "create table "
              + table
              + " (seq integer primary key, first_ms integer not null, last_ms integer not null,"
              + " count integer not null, clock text, type text not null, transform text not null,"
              + " prev blob not null, hash blob not null, payload blob not null)");
    }
    statement.execute(Zones.TABLE);
    statement.execute(
        "create table refused (lane integer not null, seq integer not null, reason text not null,"
            + " primary key (lane, seq)) without rowid");
    statement.execute(
        "create table pending (n integer primary key, readings integer not null, sightings integer"
            + " not null, clock text, payload blob not null)");
    statement.execute(
        "create table state (key text primary key, value blob not null, crc integer not null)"
            + " without rowid");
    statement.execute("pragma user_version = " + VERSION);
    statement.execute("commit");
  }

  static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** The disk or its owner is at fault, not the file's content. */
  static boolean isOfTheDisk(SQLException e) {
    return switch (e.getErrorCode() & 0xff) {
      case FULL, BUSY, READ_ONLY, IO_ERROR, CANNOT_OPEN, PERMISSION -> true;
      default -> false;
    };
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
