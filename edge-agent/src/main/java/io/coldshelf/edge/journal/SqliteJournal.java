package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.JournalException.Remedy;
import io.coldshelf.edge.journal.SqliteWriter.Refused;
import io.coldshelf.edge.journal.SqliteWriter.Settled;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The journal in one SQLite file; {@link Journal} draws its tables. */
final class SqliteJournal implements Journal {

  private static final System.Logger LOG = System.getLogger(SqliteJournal.class.getName());
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  // For the life of the process.
  private final Path file;
  private final JournalSetup setup;
  private final BlockCutter cutter;
  private final SqliteReader reader;

  // Told by the uplink's thread, applied by the writer's.
  private final AtomicReference<Ack> acknowledged;
  private final ConcurrentLinkedQueue<Refused> refused = new ConcurrentLinkedQueue<>();

  /** For the life of a connection; none after a failure, until the next attempt. */
  private @Nullable SqliteWriter writer;

  private SqliteJournal(Path file, JournalSetup setup, SqliteWriter writer) {
    this.file = file;
    this.setup = setup;
    this.writer = writer;
    cutter = new BlockCutter(setup.encoder());
    reader = SqliteReader.open(file);
    acknowledged = new AtomicReference<>(new Ack(reader.epoch(), 0, 0));
  }

  static Opened open(Path file, JournalSetup setup) {
    try {
      return new Opened(attempt(file, setup), Optional.empty());
    } catch (Sqlite.Damaged e) {
      Path aside = setAside(file, setup.clock());
      String reason = "the journal was damaged (" + e.getMessage() + ") and is kept as " + aside;
      LOG.log(Level.ERROR, reason);
      return new Opened(afresh(file, setup), Optional.of(reason));
    }
  }

  private static SqliteJournal attempt(Path file, JournalSetup setup) throws Sqlite.Damaged {
    try {
      SqliteWriter writer = SqliteWriter.open(file, setup);
      return new SqliteJournal(file, setup, writer);
    } catch (SQLException e) {
      throw new JournalException(
          Remedy.PERSON,
          "cannot open the journal at " + file + " (is the folder there, and writable?)",
          e);
    }
  }

  private static SqliteJournal afresh(Path file, JournalSetup setup) {
    try {
      return attempt(file, setup);
    } catch (Sqlite.Damaged e) {
      throw new JournalException(Remedy.PERSON, "a new journal at " + file + " is damaged", e);
    }
  }

  /** The three files keep belonging together, so that SQLite's own tools can salvage them. */
  private static Path setAside(Path file, InstantSource clock) {
    String stamped = file + ".corrupt-" + STAMP.format(clock.instant());
    Path aside = Path.of(stamped);
    for (int n = 2; Files.exists(aside); n++) {
      aside = Path.of(stamped + "-" + n);
    }
    try {
      for (String suffix : List.of("-wal", "-shm", "")) {
        Path from = Path.of(file + suffix);
        if (Files.exists(from)) {
          Files.move(from, Path.of(aside + suffix));
        }
      }
      return aside;
    } catch (IOException e) {
      throw new JournalException(
          Remedy.PERSON, "the journal at " + file + " is damaged and cannot be renamed", e);
    }
  }

  @Override
  public void commit(Commit commit) {
    List<BlockCutter.Draft> drafts = cutter.cut(commit);
    if (!commit.isEmpty() || isBehind()) {
      write(commit, drafts);
    }
  }

  @Override
  public void maintain() {
    while (isBehind()) {
      write(new Commit(List.of(), List.of(), List.of(), Map.of()), List.of());
    }
    with(SqliteWriter::vacuum);
  }

  private boolean isBehind() {
    return !refused.isEmpty() || connected().isBehind(acknowledged.get());
  }

  private void write(Commit commit, List<BlockCutter.Draft> drafts) {
    Settled settled = new Settled(acknowledged.get(), List.copyOf(refused));
    with(connected -> connected.write(commit, drafts, settled));
    refused.removeAll(settled.refused());
  }

  /** Work on the file that may fail. */
  private interface Work {
    void on(SqliteWriter connected) throws SQLException;
  }

  private void with(Work work) {
    SqliteWriter connected = connected();
    try {
      work.on(connected);
    } catch (SQLException e) {
      writer = null;
      closeAfter(connected, e);
      throw Sqlite.failure("nothing was written to " + file, e);
    }
  }

  private SqliteWriter connected() {
    SqliteWriter connected = writer;
    if (connected == null) {
      connected = reconnect();
      writer = connected;
    }
    return connected;
  }

  private SqliteWriter reconnect() {
    try {
      return SqliteWriter.open(file, setup);
    } catch (SQLException e) {
      throw Sqlite.failure("cannot open " + file + " again", e);
    } catch (Sqlite.Damaged e) {
      throw new JournalException(Remedy.REOPEN, file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static void closeAfter(SqliteWriter connected, SQLException reason) {
    try {
      connected.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public boolean acknowledge(Ack ack) {
    if (!ack.epoch().equals(epoch())) {
      return false;
    }
    for (Lane lane : Lane.values()) {
      long last = reader.last(lane);
      if (ack.upTo(lane) > last) {
        LOG.log(
            Level.WARNING,
            "an acknowledgement up to {0} {1} is not believed: the journal has written {2}",
            lane.code(),
            Long.toString(ack.upTo(lane)),
            Long.toString(last));
        return false;
      }
    }
    acknowledged.accumulateAndGet(ack, SqliteJournal::further);
    return true;
  }

  private static Ack further(Ack a, Ack b) {
    return new Ack(
        a.epoch(), Math.max(a.events(), b.events()), Math.max(a.readings(), b.readings()));
  }

  @Override
  public void setAside(Lane lane, long seq, String reason) {
    Refused block = new Refused(lane, seq, reason);
    LOG.log(
        Level.ERROR, "block {0} of {1} is set aside: {2}", Long.toString(seq), lane.code(), reason);
    refused.add(block);
  }

  @Override
  public String epoch() {
    return reader.epoch();
  }

  @Override
  public List<Block> after(Lane lane, long seq, int max) {
    return reader.after(lane, seq, max);
  }

  @Override
  public long first(Lane lane) {
    return reader.first(lane);
  }

  @Override
  public long last(Lane lane) {
    return reader.last(lane);
  }

  @Override
  public Map<String, byte[]> state() {
    return reader.state();
  }

  @Override
  public JournalStats stats() {
    return reader.stats();
  }

  @Override
  public void close() {
    reader.close();
    SqliteWriter connected = writer;
    writer = null;
    if (connected != null) {
      try {
        connected.close();
      } catch (SQLException e) {
        throw Sqlite.failure("closing " + file, e);
      }
    }
  }
}
