package io.coldshelf.simulator.bench;

import io.coldshelf.edge.journal.Capacity;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalSetup;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.edge.journal.Payloads;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadForm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * The agent's journal as the benches use it. Every call to its interface stands here and nowhere
 * else: when the journal changes, this does, and no bench.
 */
final class JournalUnderTest implements AutoCloseable {

  static final String FILE = "journal.db";

  /** Room for any backlog of a bench, in whatever encoding. */
  private static final long MAX_BYTES = 32L << 30;

  /** As many as the uplink reads at once. */
  private static final int PAGE = 32;

  private final Journal journal;

  private JournalUnderTest(Journal journal) {
    this.journal = journal;
  }

  static JournalUnderTest open(Path folder, InstantSource clock, long seed) {
    JournalSetup setup =
        new JournalSetup(
            new Payloads(StoreGateway.TOPICS, PayloadForm.COLUMNS, StoreGateway::unit),
            new Capacity(MAX_BYTES, Duration.ofDays(400)),
            new Random(seed),
            clock,
            thinned -> {
              throw new IllegalStateException("there is room enough, and still: " + thinned);
            });
    return new JournalUnderTest(Journal.open(folder.resolve(FILE), setup).journal());
  }

  /** Whether the chains of a closed or open journal hold. */
  static boolean isIntact(Path folder) {
    return Journal.verify(folder.resolve(FILE)).isIntact();
  }

  void commit(List<Reading> readings) {
    journal.commit(Commit.of(readings));
  }

  /** One reading, durable, which waits for others to share a block with. */
  void commitOpen(Reading reading) {
    journal.commit(Commit.of(List.of(reading)).leavingBlockOpen());
  }

  void commit(Commit commit) {
    journal.commit(commit);
  }

  /** Says that the bridge has stored all events, and readings up to a block. */
  void acknowledge(long readings) {
    boolean believed =
        journal.acknowledge(new Ack(journal.epoch(), journal.last(Lane.EVENTS), readings));
    if (!believed) {
      throw new IllegalStateException("the journal does not believe in its block " + readings);
    }
  }

  /** Notes what was acknowledged, as an idle agent does now and then. */
  void forget() {
    journal.maintain();
  }

  /** Reads and acknowledges the oldest blocks of readings; gives how many readings. */
  long drain(int blocks) {
    long readings = 0;
    long after = journal.first(Lane.READINGS) - 1;
    int left = blocks;
    while (left > 0) {
      List<Block> page = journal.after(Lane.READINGS, after, Math.min(left, PAGE));
      if (page.isEmpty()) {
        throw new IllegalStateException("the journal holds fewer blocks than were written");
      }
      for (Block block : page) {
        readings += block.span().count();
      }
      after = page.getLast().seq();
      left -= page.size();
      acknowledge(after);
    }
    forget();
    return readings;
  }

  List<Block> readingsAfter(long seq) {
    return journal.after(Lane.READINGS, seq, PAGE);
  }

  long lastOf(Lane lane) {
    return journal.last(lane);
  }

  JournalStats stats() {
    return journal.stats();
  }

  /** Whether all is with the bridge, and so the cursor at the end. */
  boolean isDrained() {
    JournalStats stats = journal.stats();
    return stats.events().unacknowledged() <= 0 && stats.readings().unacknowledged() <= 0;
  }

  /** What the uplink is given. */
  Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    journal.close();
  }
}
