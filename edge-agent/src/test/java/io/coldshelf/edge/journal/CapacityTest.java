package io.coldshelf.edge.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.ReadingsPayload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes when the room runs out, in which order, and what is said of it. */
class CapacityTest {

  private static final long ROOM = 512 << 10;
  private static final int ITEMS = 400;
  private static final PointId POINT = new PointId("case-probe", "temperature");

  @TempDir Path folder;
  private Path file;
  private Journal journal;
  private final SplittableRandom random = new SplittableRandom(3);
  private final List<Reading> written = new ArrayList<>();

  @BeforeEach
  void open() {
    file = folder.resolve("journal.db");
    journal = open(new Capacity(ROOM, Duration.ofDays(30)));
  }

  private Journal open(Capacity capacity) {
    JournalSetup setup = Samples.setup(1, PayloadForm.COLUMNS, ROOM);
    return Journal.open(
            file,
            new JournalSetup(
                setup.payloads(), capacity, setup.random(), setup.clock(), setup.notice()))
        .journal();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** A block of ten-second readings with noise, so that it does not shrink to nothing. */
  private void block() {
    List<Reading> block = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      block.add(
          Reading.good(
              POINT,
              Samples.TIME + 10_000L * (written.size() + i) + random.nextInt(40),
              4 + random.nextInt(2_000) / 100.0));
    }
    written.addAll(block);
    journal.commit(Commit.of(block));
  }

  private List<ReadingsPayload> unsent() {
    List<ReadingsPayload> payloads = new ArrayList<>();
    for (Block block : journal.after(Lane.READINGS, 0, JournalReader.MAX_BLOCKS)) {
      payloads.add(ReadingsPayload.read("gw1", block.encoding(), block.payload()));
    }
    return payloads;
  }

  @Test
  void whatTheBridgeHasStoredStaysAsHistoryWhileThereIsRoom() {
    block();
    block();
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, 2)));
    journal.maintain();
    assertEquals(List.of(), journal.after(Lane.READINGS, 0, 10));
    assertEquals(2, journal.between(Samples.TIME, Long.MAX_VALUE, 0, 10).size());
    assertEquals(
        List.of(2L),
        journal.between(Samples.TIME + 10_000L * (ITEMS + 1), Long.MAX_VALUE, 0, 10).stream()
            .map(Block::seq)
            .toList());
  }

  @Test
  void historyIsFoundByTimeInZonesAndBeyondThem() {
    journal.close();
    journal = open(new Capacity(64 << 20, Duration.ofDays(30)));
    int blocks = 2 * Zones.BLOCKS + 10;
    for (int i = 0; i < blocks; i++) {
      block();
    }
    journal.close();
    journal = open(new Capacity(64 << 20, Duration.ofDays(30)));
    for (int i = blocks; i < blocks + 3 * Zones.BLOCKS; i++) {
      block();
    }
    long each = 10_000L * ITEMS;
    for (int from : new int[] {0, 5, Zones.BLOCKS - 1, Zones.BLOCKS, blocks, 4 * blocks / 2}) {
      List<Long> found =
          journal
              .between(Samples.TIME + from * each + 100, Samples.TIME + (from + 3) * each, 0, 500)
              .stream()
              .map(Block::seq)
              .toList();
      assertEquals(List.of(from + 1L, from + 2L, from + 3L), found);
    }
    assertEquals(blocks + 3 * Zones.BLOCKS, journal.between(0, Long.MAX_VALUE, 0, 500).size());
    assertEquals(
        List.of(Zones.BLOCKS + 1L, Zones.BLOCKS + 2L),
        journal.between(0, Long.MAX_VALUE, Zones.BLOCKS, 2).stream().map(Block::seq).toList());
  }

  @Test
  void whatTheBridgeHasStoredGoesFirstAndNothingElse() {
    for (int i = 1; i <= 800; i++) {
      block();
      assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, i - 10L > 0 ? i - 10 : 0)));
    }
    assertEquals(0, journal.last(Lane.EVENTS), "nothing was thinned");
    assertEquals(10, journal.after(Lane.READINGS, 0, 100).size());
    assertTrue(journal.stats().bytesOnDisk() < ROOM + (5 << 20), "with its log");
    assertTrue(Journal.verify(file).isIntact());
  }

  @Test
  void storedBlocksGoByTheirAge() {
    journal.close();
    journal = open(new Capacity(64 << 20, Duration.ofHours(10)));
    for (int i = 1; i <= 200; i++) {
      block();
      assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, i)));
    }
    // Ten hours are 3,600 readings or 9 blocks; it is looked at now and then.
    int kept = journal.between(0, Long.MAX_VALUE, 0, 500).size();
    assertTrue(kept >= 9 && kept < 80, kept + " are kept");
  }

  @Test
  void whatIsUnsentNeverGoesByItsAge() {
    journal.close();
    journal = open(new Capacity(64 << 20, Duration.ofHours(10)));
    for (int i = 1; i <= 200; i++) {
      block();
    }
    assertEquals(200, journal.after(Lane.READINGS, 0, 500).size());
  }

  @Test
  void unsentReadingsAreThinnedWithTheirExtremesAndNumberKept() {
    while (journal.last(Lane.EVENTS) == 0) {
      block();
    }
    List<Summary> left = new ArrayList<>();
    List<Reading> whole = new ArrayList<>();
    for (ReadingsPayload payload : unsent()) {
      left.addAll(payload.summaries());
      whole.addAll(payload.readings());
    }
    List<Reading> given = written.subList(0, written.size() - whole.size());
    assertEquals(written.subList(given.size(), written.size()), whole, "the newest are whole");
    assertEquals(given.size(), left.stream().mapToLong(Summary::count).sum());
    assertEquals(
        given.stream().mapToDouble(Reading::value).min().orElseThrow(),
        left.stream().mapToDouble(Summary::min).min().orElseThrow());
    assertEquals(
        given.stream().mapToDouble(Reading::value).max().orElseThrow(),
        left.stream().mapToDouble(Summary::max).max().orElseThrow());
    assertEquals(
        given.stream().mapToDouble(Reading::value).sum(),
        left.stream().mapToDouble(summary -> summary.mean() * summary.count()).sum(),
        1e-6 * given.size());
    assertTrue(left.size() <= given.size() / 20, left.size() + " of " + given.size());
    assertTrue(Journal.verify(file).isIntact());
  }

  @Test
  void eachThinningIsSaidInTheSameTransaction() {
    while (journal.last(Lane.EVENTS) < 2) {
      block();
    }
    List<String> ids =
        journal.after(Lane.EVENTS, 0, 10).stream()
            .map(block -> CloudEvent.read(block.payload()).event().id())
            .toList();
    assertEquals("thinned-1", ids.getFirst());
    assertEquals("thinned-" + (Room.MAX_THINNED + 1), ids.get(1));
    assertEquals(2L * Room.MAX_THINNED + 1, journal.first(Lane.READINGS));
  }

  @Test
  void aLongOutageEndsInCoarserSummariesNotInRefusal() {
    for (int i = 0; i < 3_000; i++) {
      block();
    }
    long count = 0;
    for (ReadingsPayload payload : unsent()) {
      count += payload.readings().size();
      count += payload.summaries().stream().mapToLong(Summary::count).sum();
    }
    assertEquals(written.size(), count, "each reading still counts");
    assertTrue(Journal.verify(file).isIntact());
  }

  @Test
  void eventsAreNeverGivenUpAndEndInARefusal() {
    int events = 0;
    JournalException full = null;
    while (full == null) {
      try {
        journal.commit(Samples.eventCommit("e" + events));
        events++;
      } catch (JournalException e) {
        full = e;
      }
    }
    assertEquals(JournalException.Remedy.MAKE_ROOM, full.remedy());
    assertEquals(events, journal.last(Lane.EVENTS));
    assertEquals(1, journal.first(Lane.EVENTS));
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), events, 0)));
    journal.commit(Samples.eventCommit("again"));
    assertEquals(events + 1, journal.last(Lane.EVENTS));
  }

  @Test
  void theHoursThatAreLeftShrinkAsItFills() {
    assertTrue(journal.stats().outlook().hoursLeft().isEmpty());
    for (int i = 0; i < 50; i++) {
      block();
    }
    double early = journal.stats().outlook().hoursLeft().orElseThrow();
    for (int i = 0; i < 50; i++) {
      block();
    }
    double later = journal.stats().outlook().hoursLeft().orElseThrow();
    assertTrue(later > 0 && later < early, early + " and then " + later);
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, journal.last(Lane.READINGS))));
    journal.maintain();
    assertTrue(journal.stats().outlook().hoursLeft().orElseThrow() > early);
  }

  @Test
  void aCapacityThatHoldsNothingIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Capacity(Capacity.MIN_BYTES - 1, Duration.ofDays(1)));
    assertThrows(IllegalArgumentException.class, () -> new Capacity(ROOM, Duration.ZERO));
    assertFalse(Capacity.DEFAULT.highWaterBytes() > Capacity.DEFAULT.maxBytes());
  }
}
