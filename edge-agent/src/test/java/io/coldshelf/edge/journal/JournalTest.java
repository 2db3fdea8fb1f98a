package io.coldshelf.edge.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.ReadingsPayload;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path folder;
  private Path file;
  private Journal journal;

  @BeforeEach
  void open() {
    file = folder.resolve("journal.db");
    journal = Samples.open(file);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void reopen() {
    journal.close();
    journal = Samples.open(file);
  }

  @Test
  void readingsComeBackAsTheyWereMeasured() {
    journal.commit(Samples.readingsCommit(100));
    Block block = journal.after(Lane.READINGS, 0, 10).getFirst();
    ReadingsPayload payload = ReadingsPayload.read("gw1", block.encoding(), block.payload());
    assertEquals(Samples.readings(100), payload.readings());
    assertEquals(new Block.Span(Samples.TIME, Samples.TIME + 99_000, 100), block.span());
    assertEquals(Block.Encoding.SENML_DEFLATED, block.encoding());
  }

  @Test
  void aBlockThatDeflatingWouldEnlargeStaysPlain() {
    journal.commit(Samples.readingsCommit(1));
    Block block = journal.after(Lane.READINGS, 0, 10).getFirst();
    assertEquals(Block.Encoding.SENML, block.encoding());
  }

  @Test
  void eachEventIsABlockAndItsBytesAreTheDocument() {
    journal.commit(
        new Commit(
            List.of(Samples.event("a"), Samples.event("b")), List.of(), List.of(), Map.of()));
    List<Block> blocks = journal.after(Lane.EVENTS, 0, 10);
    assertEquals(2, blocks.size());
    assertArrayEquals(Samples.event("b").toJson(), blocks.get(1).payload());
    assertEquals(2, blocks.get(1).seq());
    assertArrayEquals(blocks.get(0).hash(), blocks.get(1).prev());
  }

  @Test
  void manyReadingsAreCutIntoBlocksWithSightingsInTheLast() {
    Sighting sighting =
        new Sighting(
            "r",
            1,
            Epc.parse("300833B2DDD9014000000001"),
            Samples.TIME,
            Samples.TIME,
            1,
            OptionalInt.of(-60));
    journal.commit(
        new Commit(
            List.of(), Samples.readings(BlockCutter.MAX_ITEMS + 1), List.of(sighting), Map.of()));
    List<Block> blocks = journal.after(Lane.READINGS, 0, 10);
    assertEquals(
        List.of(BlockCutter.MAX_ITEMS, 2), blocks.stream().map(b -> b.span().count()).toList());
    assertEquals(
        List.of(sighting),
        ReadingsPayload.read("gw1", blocks.get(1).encoding(), blocks.get(1).payload()).sightings());
  }

  @Test
  void allIsThereAfterOpeningAgainAndTheChainGoesOn() {
    String epoch = journal.epoch();
    journal.commit(Samples.readingsCommit(5));
    reopen();
    journal.commit(Samples.readingsCommit(5));
    assertEquals(epoch, journal.epoch());
    List<Block> blocks = journal.after(Lane.READINGS, 0, 10);
    assertArrayEquals(blocks.get(0).hash(), blocks.get(1).prev());
    assertTrue(Journal.verify(file).isIntact());
  }

  @Test
  void stateIsKeptWithTheEventsThatItProduced() {
    byte[] armed = {1, 2, 3};
    journal.commit(
        new Commit(List.of(Samples.event("a")), List.of(), List.of(), Map.of("door", armed)));
    reopen();
    assertArrayEquals(armed, journal.state().get("door"));
    journal.commit(new Commit(List.of(), List.of(), List.of(), Map.of("door", new byte[0])));
    assertEquals(Map.of(), journal.state());
  }

  @Test
  void acknowledgedBlocksAreForgottenAndNumbersGoOn() {
    journal.commit(Samples.readingsCommit(1));
    journal.commit(Samples.readingsCommit(1));
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, 2)));
    journal.maintain();
    assertEquals(List.of(), journal.after(Lane.READINGS, 0, 10));
    assertEquals(3, journal.first(Lane.READINGS));
    reopen();
    journal.commit(Samples.readingsCommit(1));
    assertEquals(3, journal.after(Lane.READINGS, 0, 10).getFirst().seq());
    assertEquals(2, journal.stats().readings().acknowledged());
    assertTrue(Journal.verify(file).isIntact());
  }

  @Test
  void anAcknowledgementOfWhatWasNeverWrittenIsNotBelieved() {
    journal.commit(Samples.readingsCommit(1));
    assertFalse(journal.acknowledge(new Ack(journal.epoch(), 0, 2)));
    journal.maintain();
    assertEquals(1, journal.after(Lane.READINGS, 0, 10).size());
  }

  @Test
  void anAcknowledgementOfAnotherEpochIsIgnored() {
    journal.commit(Samples.readingsCommit(1));
    assertFalse(journal.acknowledge(new Ack("another", 0, 1)));
    journal.maintain();
    assertEquals(1, journal.after(Lane.READINGS, 0, 10).size());
  }

  @Test
  void anAcknowledgementThatGoesBackChangesNothing() {
    journal.commit(Samples.readingsCommit(1));
    journal.commit(Samples.readingsCommit(1));
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, 2)));
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, 1)));
    journal.maintain();
    assertEquals(2, journal.stats().readings().acknowledged());
  }

  @Test
  void aBlockThatWasSetAsideWaitsNoMoreButStaysInTheChain() {
    for (int i = 0; i < 3; i++) {
      journal.commit(Samples.readingsCommit(1));
    }
    journal.setAside(Lane.READINGS, 2, "nobody takes it");
    journal.maintain();
    assertEquals(
        List.of(1L, 3L), journal.after(Lane.READINGS, 0, 10).stream().map(Block::seq).toList());
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, 3)));
    journal.maintain();
    assertEquals(1, journal.stats().readings().refused());
    assertTrue(Journal.verify(file).isIntact());
  }

  private List<Reading> sent() {
    return journal.after(Lane.READINGS, 0, 100).stream()
        .flatMap(block ->
            ReadingsPayload.read("gw1", block.encoding(), block.payload()).readings().stream())
        .toList();
  }

  @Test
  void readingsAreDurableBeforeTheirBlockIsCut() {
    journal.commit(Samples.readingsCommit(5).leavingBlockOpen());
    assertEquals(0, journal.last(Lane.READINGS));
    assertEquals(5, journal.stats().totals().readings());
    reopen();
    assertEquals(5, journal.stats().totals().readings());
    journal.commit(new Commit(List.of(), List.of(), List.of(), Map.of()));
    assertEquals(Samples.readings(5), sent());
    assertEquals(5, journal.stats().totals().readings());
  }

  @Test
  void commitsShareABlock() {
    List<Reading> all = Samples.readings(30);
    journal.commit(Commit.of(all.subList(0, 10)).leavingBlockOpen());
    journal.commit(Commit.of(all.subList(10, 20)).leavingBlockOpen());
    journal.commit(Samples.eventCommit("a").leavingBlockOpen());
    journal.commit(Commit.of(all.subList(20, 30)));
    assertEquals(1, journal.last(Lane.READINGS));
    assertEquals(all, sent());
    reopen();
    journal.commit(new Commit(List.of(), List.of(), List.of(), Map.of()));
    assertEquals(1, journal.last(Lane.READINGS), "nothing waits any more");
  }

  @Test
  void aBlockHasOneClock() {
    ClockState before = new ClockState("b1", 0, false);
    ClockState after = new ClockState("b1", 5_000, true);
    List<Reading> all = Samples.readings(20);
    journal.commit(open(all.subList(0, 10), before));
    journal.commit(open(all.subList(10, 20), after));
    assertEquals(1, journal.last(Lane.READINGS), "the first clock's block is cut");
    reopen();
    journal.commit(new Commit(List.of(), List.of(), List.of(), Map.of()));
    List<Block> blocks = journal.after(Lane.READINGS, 0, 10);
    assertEquals(
        List.of(Optional.of(before), Optional.of(after)),
        blocks.stream().map(block -> block.span().clock()).toList());
    assertEquals(all, sent());
  }

  private static Commit open(List<Reading> readings, ClockState clock) {
    return new Commit(List.of(), readings, List.of(), Map.of(), Optional.of(clock), false);
  }

  @Test
  void aBlockThatIsFullIsCutUnasked() {
    for (int i = 0; i < 5; i++) {
      journal.commit(Samples.readingsCommit(BlockCutter.MAX_ITEMS / 2).leavingBlockOpen());
    }
    assertEquals(2, journal.last(Lane.READINGS));
    assertEquals(5L * BlockCutter.MAX_ITEMS / 2, journal.stats().totals().readings());
  }

  @Test
  void totalsOutliveAcknowledgementsAndRestarts() {
    journal.commit(
        new Commit(List.of(Samples.event("a")), Samples.readings(7), List.of(), Map.of()));
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 1, 1)));
    journal.maintain();
    reopen();
    assertEquals(new JournalStats.Totals(1, 7, 0, 1), journal.stats().totals());
    assertEquals(0, journal.stats().readings().unacknowledged());
  }

  @Test
  void aSecondReaderSeesWhatIsCommittedWhileTheAgentRuns() {
    try (JournalReader reader = Journal.openReadOnly(file)) {
      journal.commit(Samples.readingsCommit(3));
      assertEquals(1, reader.last(Lane.READINGS));
      assertEquals(journal.stats().totals(), reader.stats().totals());
    }
  }

  @Test
  void whereNoneIsAReaderSaysSo() {
    JournalException e =
        assertThrows(JournalException.class, () -> Journal.openReadOnly(folder.resolve("none.db")));
    assertEquals(JournalException.Remedy.PERSON, e.remedy());
  }

  @Test
  void aFullJournalRefusesAndTakesAgainOnceBlocksAreAcknowledged() {
    journal.close();
    file = folder.resolve("small.db");
    journal = Journal.open(file, Samples.setup(2, Capacity.MIN_BYTES)).journal();
    JournalException full = null;
    int written = 0;
    while (full == null && written < 10_000) {
      try {
        journal.commit(Samples.readingsCommit(400));
        written++;
      } catch (JournalException e) {
        full = e;
      }
    }
    assertEquals(JournalException.Remedy.MAKE_ROOM, full == null ? null : full.remedy());
    assertEquals(written, journal.last(Lane.READINGS));
    assertTrue(journal.acknowledge(new Ack(journal.epoch(), 0, written)));
    journal.commit(Samples.readingsCommit(400));
    assertEquals(written + 1, journal.last(Lane.READINGS));
    assertTrue(Journal.verify(file).isIntact());
  }

  @Test
  void aJournalOfANewerVersionIsRefusedAndLeftAlone() throws SQLException {
    journal.commit(Samples.readingsCommit(1));
    journal.close();
    alter("pragma user_version = 3");
    JournalException e = assertThrows(JournalException.class, () -> Samples.open(file));
    assertEquals(JournalException.Remedy.PERSON, e.remedy());
    alter("pragma user_version = 2");
    journal = Samples.open(file);
    assertEquals(1, journal.last(Lane.READINGS));
  }

  @Test
  void anAlteredBlockIsFound() throws SQLException {
    for (int i = 0; i < 3; i++) {
      journal.commit(Samples.readingsCommit(1));
    }
    assertTrue(Journal.verify(file).isIntact());
    journal.close();
    alter("update readings set payload = x'80' where seq = 2");
    assertEquals(
        "block 2 of readings was altered",
        Journal.verify(file).chains().get(1).fault().orElseThrow());
    journal = Samples.open(file);
  }

  @Test
  void aRemovedBlockIsFound() throws SQLException {
    for (int i = 0; i < 3; i++) {
      journal.commit(Samples.readingsCommit(1));
    }
    journal.close();
    alter("delete from readings where seq = 2");
    assertEquals(
        "block 3 of readings follows a gap after block 1",
        Journal.verify(file).chains().get(1).fault().orElseThrow());
    journal = Samples.open(file);
  }

  @Test
  void aRemovedEndIsFound() throws SQLException {
    for (int i = 0; i < 3; i++) {
      journal.commit(Samples.readingsCommit(1));
    }
    journal.close();
    alter("delete from readings where seq = 3");
    assertFalse(Journal.verify(file).isIntact());
    journal = Samples.open(file);
  }

  private void alter(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
