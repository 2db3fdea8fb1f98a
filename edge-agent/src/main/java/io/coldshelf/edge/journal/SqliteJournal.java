package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.BlockCutter.Draft;
import io.coldshelf.edge.journal.JournalException.Remedy;
import io.coldshelf.edge.journal.SqliteWriter.Pending;
import io.coldshelf.edge.journal.SqliteWriter.Refused;
import io.coldshelf.edge.journal.SqliteWriter.Settled;
import io.coldshelf.edge.journal.SqliteWriter.Work;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadEncoder;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The journal in one SQLite file; {@link Journal} draws its tables. */
final class SqliteJournal implements Journal {

  private static final System.Logger LOG = System.getLogger(SqliteJournal.class.getName());

  /** When a large file is checked whole after the start: when the start is well over. */
  private static final long CHECK_AFTER_MILLIS = 60_000;

  // For the life of the process.
  private final Path file;
  private final JournalSetup setup;
  private final BlockCutter cutter;
  private final PayloadEncoder pending;
  private final SqliteReader reader;
  private final Suspicion suspicion;
  private final Disk disk;
  private final Thread check;

  // Told by the uplink's thread, applied by the writer's.
  private final AtomicReference<Ack> acknowledged;
  private final ConcurrentLinkedQueue<Refused> refused = new ConcurrentLinkedQueue<>();

  /** As of the last commit. */
  private OpenBlock open;

  /** For the life of a connection; none after a failure, until the next attempt. */
  private @Nullable SqliteWriter writer;

  private SqliteJournal(
      Path file, JournalSetup setup, SqliteWriter writer, OpenBlock open, Suspicion suspicion) {
    this.file = file;
    this.setup = setup;
    this.writer = writer;
    this.open = open;
    this.suspicion = suspicion;
    disk = new Disk(file);
    cutter = new BlockCutter(setup.payloads().encoder());
    pending = setup.payloads().pending();
    reader = SqliteReader.open(file, suspicion);
    acknowledged = new AtomicReference<>(new Ack(reader.epoch(), 0, 0));
    check = Thread.ofPlatform().name("journal-check").daemon().unstarted(this::checkLater);
  }

  static Opened open(Path file, JournalSetup setup) {
    Optional<SetAside> unfinished = SetAside.unfinished(file);
    if (unfinished.isPresent()) {
      return replace(unfinished.get(), setup, "had to be set aside");
    }
    try {
      SqliteJournal journal = attempt(file, setup);
      journal.check.start();
      return new Opened(journal, Optional.empty());
    } catch (Sqlite.Damaged e) {
      return replace(
          SetAside.begin(file, SetAside.Why.CORRUPT, setup.clock()),
          setup,
          "was damaged (" + e.getMessage() + ")");
    } catch (Sqlite.Unfit e) {
      SetAside.Why why = e.isOurs() ? SetAside.Why.FORMER : SetAside.Why.FOREIGN;
      return replace(
          SetAside.begin(file, why, setup.clock()), setup, String.valueOf(e.getMessage()));
    }
  }

  private static SqliteJournal attempt(Path file, JournalSetup setup)
      throws Sqlite.Damaged, Sqlite.Unfit {
    Suspicion suspicion = new Suspicion(file);
    try {
      boolean suspect = suspicion.isRaised();
      SqliteWriter writer = SqliteWriter.open(file, setup, suspect);
      try {
        if (suspect) {
          requireWhole(file);
          suspicion.clear();
        }
        return new SqliteJournal(file, setup, writer, writer.pending(setup.payloads()), suspicion);
      } catch (Sqlite.Damaged | SQLException | JournalException e) {
        writer.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new JournalException(
          Remedy.PERSON,
          "cannot open the journal at " + file + " (is the folder there, and writable?)",
          e);
    }
  }

  /** Every hash, where something is suspected. */
  private static void requireWhole(Path file) throws Sqlite.Damaged {
    Optional<String> fault = ChainWalk.verify(file).fault();
    if (fault.isPresent()) {
      throw new Sqlite.Damaged(fault.get());
    }
  }

  /** Sets the file aside, begins a new one, and takes over what is whole. */
  private static Opened replace(SetAside setAside, JournalSetup setup, String why) {
    Path file = setAside.file();
    setAside.move();
    LOG.log(
        Level.WARNING,
        "The journal {0} and is kept as {1}; reading what it holds.",
        why,
        setAside.aside());
    new Suspicion(file).clear();
    try {
      SqliteJournal journal = attempt(file, setup);
      String words = journal.takeOver(setAside);
      setAside.end();
      journal.check.start();
      return new Opened(
          journal,
          Optional.of("the journal " + why + " and is kept as " + setAside.aside() + "; " + words));
    } catch (Sqlite.Damaged | Sqlite.Unfit e) {
      throw new JournalException(Remedy.PERSON, "a new journal at " + file + " is damaged", e);
    }
  }

  private String takeOver(SetAside setAside) {
    if (setAside.why() == SetAside.Why.FOREIGN) {
      return "nothing of it is sent";
    }
    try {
      return new Salvage(setup.payloads(), new TakeOver(), setAside.why() == SetAside.Why.FORMER)
          .run(setAside.aside())
          .words();
    } catch (IOException e) {
      LOG.log(Level.ERROR, setAside.aside() + " cannot be read", e);
      return "nothing could be read from it (" + e.getMessage() + ")";
    }
  }

  private final class TakeOver implements Salvage.Sink {
    @Override
    public void blocks(List<Draft> drafts) {
      write(new Work(drafts, Optional.empty(), false, Map.of(), settled()));
    }

    @Override
    public void rest(List<OpenBlock> pending, Map<String, byte[]> state) {
      List<Draft> drafts = new ArrayList<>();
      pending.forEach(block -> cutter.cut(block, drafts));
      write(new Work(drafts, Optional.empty(), false, state, settled()));
    }
  }

  private void checkLater() {
    try {
      if (Files.size(file) > Sqlite.QUICK_CHECK_BYTES) {
        Thread.sleep(CHECK_AFTER_MILLIS);
        reader.checkWhole();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed before it began
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0} cannot be checked: {1}", file, e.toString());
    }
  }

  @Override
  public void commit(Commit commit) {
    Optional<String> damage = suspicion.reason();
    if (damage.isPresent()) {
      throw new JournalException(Remedy.REOPEN, file + " is damaged: " + damage.get());
    }
    if (commit.isEmpty() && !(commit.cutsBlock() && !open.isEmpty())) {
      maintain();
      return;
    }
    List<Draft> drafts = new ArrayList<>();
    boolean clears = false;
    OpenBlock rest = open;
    if (!rest.goesOnWith(commit)) {
      cutter.cut(rest, drafts);
      clears = true;
      rest = OpenBlock.EMPTY;
    }
    rest = rest.plus(commit);
    Optional<Pending> waits = Optional.empty();
    if (!rest.isEmpty() && (commit.cutsBlock() || rest.count() >= BlockCutter.MAX_ITEMS)) {
      cutter.cut(rest, drafts);
      clears = true;
      rest = OpenBlock.EMPTY;
    } else if (commit.hasItems()) {
      waits = Optional.of(pending(commit));
    }
    for (CloudEvent event : commit.events()) {
      drafts.add(BlockCutter.event(event, commit));
    }
    write(new Work(drafts, waits, clears, commit.state(), settled()));
    open = rest;
  }

  private Pending pending(Commit commit) {
    return new Pending(
        commit.readings().size(),
        commit.sightings().size(),
        commit.clock(),
        pending.encode(commit.readings(), commit.sightings(), List.of()).payload());
  }

  @Override
  public void maintain() {
    if (!refused.isEmpty() || connected().isBehind(acknowledged.get())) {
      write(Work.only(settled()));
    }
    disk.reserve();
  }

  private Settled settled() {
    return new Settled(acknowledged.get(), List.copyOf(refused));
  }

  private void write(Work work) {
    with(connected -> connected.write(work));
    refused.removeAll(work.settled().refused());
  }

  /** Work on the file that may fail. */
  private interface Step {
    void on(SqliteWriter connected) throws SQLException;
  }

  private void with(Step work) {
    SqliteWriter connected = connected();
    try {
      work.on(connected);
    } catch (SQLException e) {
      writer = null;
      closeAfter(connected, e);
      if (Sqlite.isDamage(e)) {
        suspicion.raise("SQLite says: " + e.getMessage());
      } else if (Sqlite.isOfTheDisk(e)) {
        disk.release();
      }
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
      return SqliteWriter.open(file, setup, false);
    } catch (SQLException e) {
      throw Sqlite.failure("cannot open " + file + " again", e);
    } catch (Sqlite.Damaged | Sqlite.Unfit e) {
      suspicion.raise(String.valueOf(e.getMessage()));
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
    return reader.after(lane, seq, max, acknowledged.get().upTo(lane));
  }

  @Override
  public List<Block> between(long fromMillis, long toMillis, long seq, int max) {
    return reader.between(fromMillis, toMillis, seq, max);
  }

  @Override
  public long first(Lane lane) {
    return Math.min(
        Math.max(reader.first(lane), acknowledged.get().upTo(lane) + 1), reader.last(lane) + 1);
  }

  @Override
  public long last(Lane lane) {
    return reader.last(lane);
  }

  @Override
  public Topics owner() {
    return setup.payloads().owner();
  }

  @Override
  public Optional<Block> held(Lane lane, long seq) {
    return reader.held(lane, seq);
  }

  @Override
  public Head.Tip tip(Lane lane) {
    return reader.tip(lane);
  }

  @Override
  public Map<String, byte[]> state() {
    return reader.state();
  }

  @Override
  public JournalStats stats() {
    JournalStats stats = reader.stats();
    Ack ack = acknowledged.get();
    return new JournalStats(
        stats.epoch(),
        stats.events().with(ack.events()),
        stats.readings().with(ack.readings()),
        stats.totals(),
        stats.outlook());
  }

  @Override
  public void close() {
    check.interrupt();
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
