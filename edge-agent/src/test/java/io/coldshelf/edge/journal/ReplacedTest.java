package io.coldshelf.edge.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is carried over from a journal that cannot be gone on with. */
class ReplacedTest {

  private static final byte[] STATE = "open=1\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("journal.db");
  }

  private Opened open() {
    return Journal.open(file, Samples.setup(9, PayloadForm.COLUMNS, Capacity.DEFAULT.maxBytes()));
  }

  private static List<String> events(Journal journal) {
    return journal.after(Lane.EVENTS, 0, 100).stream()
        .map(block -> CloudEvent.read(block.payload()).event().id())
        .toList();
  }

  private static int readings(Journal journal) {
    return journal.after(Lane.READINGS, 0, 100).stream()
        .mapToInt(block ->
            ReadingsPayload.read("gw1", block.encoding(), block.payload()).readings().size())
        .sum();
  }

  private void fill() {
    try (Journal journal = Samples.open(file)) {
      for (int i = 0; i < 6; i++) {
        journal.commit(Samples.eventCommit("e" + i));
        journal.commit(Samples.readingsCommit(100));
      }
      journal.commit(
          new Commit(List.of(), List.of(), List.of(), Map.of("compartment/case", STATE)));
      journal.commit(Samples.readingsCommit(7).leavingBlockOpen());
      assertTrue(journal.acknowledge(new Ack(journal.epoch(), 2, 3)));
      journal.maintain();
    }
  }

  private void damageHeader() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write("nonsense".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void blocksThatTheBridgeHasNotStoredAreCarriedOverWithStateAndWhatWaited() throws IOException {
    fill();
    damageHeader();
    Opened opened = open();
    try (Journal journal = opened.journal()) {
      assertEquals(List.of("e2", "e3", "e4", "e5"), events(journal));
      assertEquals(3 * 100 + 7, readings(journal));
      assertArrayEquals(STATE, journal.state().get("compartment/case"));
      String said = opened.replaced().orElseThrow();
      assertTrue(said.contains("7 blocks"), said);
      assertTrue(said.contains("none was lost"), said);
    }
    assertTrue(Journal.verify(file).isIntact());
  }

  private String setAside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(path -> path.contains(".corrupt-") && !path.contains("-wal"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aTakeOverThatWasCutShortIsMadeAgain() throws IOException {
    fill();
    damageHeader();
    String name;
    try (Journal journal = open().journal()) {
      name = setAside();
      assertEquals(4, events(journal).size());
    }
    // As if the power had gone before the end of it was noted.
    Files.writeString(Path.of(file + "-aside"), name);
    Opened again = open();
    try (Journal journal = again.journal()) {
      assertTrue(again.replaced().isPresent());
      assertEquals(4, events(journal).size());
      assertEquals(3 * 100 + 7, readings(journal));
    }
    try (Journal journal = open().journal()) {
      assertEquals(4, events(journal).size());
    }
  }

  @Test
  void anotherGatewaysJournalIsKeptAndNothingOfItSent() {
    fill();
    JournalSetup ours = Samples.setup(4, PayloadForm.COLUMNS, Capacity.DEFAULT.maxBytes());
    Opened opened =
        Journal.open(
            file,
            new JournalSetup(
                new Payloads(new Topics("store-1", "gw2"), PayloadForm.COLUMNS, _ -> ""),
                ours.capacity(),
                ours.random(),
                ours.clock(),
                ours.notice()));
    try (Journal journal = opened.journal()) {
      assertEquals(0, journal.last(Lane.EVENTS));
      assertTrue(opened.replaced().orElseThrow().contains("was that of /store-1/gw1"));
      assertTrue(Files.exists(folder.resolve("journal.db.foreign-20260101T000000Z")));
    }
  }

  @Test
  void whatIsSuspectedAndSoundIsGoneOnWith() throws IOException {
    fill();
    Files.writeString(Path.of(file + "-suspect"), "a read failed");
    Opened opened = open();
    try (Journal journal = opened.journal()) {
      assertTrue(opened.replaced().isEmpty());
      assertEquals(4, events(journal).size());
    }
    assertFalse(Files.exists(Path.of(file + "-suspect")));
  }

  @Test
  void anAlteredBlockIsNotHandedOutAndHasTheJournalOpenedAnew() throws SQLException {
    fill();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("update readings set payload = zeroblob(50) where seq = 5");
    }
    try (Journal journal = open().journal()) {
      JournalException read =
          assertThrows(JournalException.class, () -> journal.after(Lane.READINGS, 3, 10));
      assertEquals(JournalException.Remedy.REOPEN, read.remedy());
      JournalException write =
          assertThrows(JournalException.class, () -> journal.commit(Samples.readingsCommit(1)));
      assertEquals(JournalException.Remedy.REOPEN, write.remedy());
    }
    Opened opened = open();
    try (Journal journal = opened.journal()) {
      assertTrue(opened.replaced().orElseThrow().contains("1 could not be read"));
      assertEquals(2 * 100 + 7, readings(journal));
      assertEquals(4, events(journal).size());
    }
  }

  /** The tables of version 1, as an earlier agent left them. */
  private void formerVersion() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table life (epoch text not null, begun_ms integer not null, events integer not"
              + " null, readings integer not null, sightings integer not null, commits integer"
              + " not null)");
      statement.execute("insert into life values ('00000000e1', 1, 2, 3, 0, 2)");
      statement.execute(
          "create table lane (lane integer primary key, last integer not null, hash blob not null,"
              + " acknowledged integer not null)");
      statement.execute("create table state (key text primary key, value blob not null)");
      for (Lane lane : Lane.values()) {
        statement.execute(
            "create table "
                + lane.code()
                + " (seq integer primary key, first_ms integer not null, last_ms integer not null,"
                + " count integer not null, type text not null, transform text not null, prev blob"
                + " not null, hash blob not null, refused text, payload blob not null)");
      }
      Block event =
          Block.of(
              "00000000e1",
              Lane.EVENTS,
              4,
              new Block.Span(1, 1, 1),
              Block.Encoding.EVENT,
              Samples.event("old").toJson(),
              Block.noHash());
      insert(connection, event);
      var encoded =
          PayloadForm.SENML
              .encoder("gw1", _ -> "Cel")
              .encode(Samples.readings(30), List.of(), List.of());
      insert(
          connection,
          Block.of(
              "00000000e1",
              Lane.READINGS,
              9,
              new Block.Span(Samples.TIME, Samples.TIME + 29_000, 30),
              encoded.encoding(),
              encoded.payload(),
              Block.noHash()));
      statement.execute("insert into lane values (0, 4, x'" + "00".repeat(32) + "', 3)");
      statement.execute("insert into lane values (1, 9, x'" + "00".repeat(32) + "', 8)");
      statement.execute("insert into state values ('door', x'0102')");
      statement.execute("pragma user_version = 1");
    }
  }

  private static void insert(Connection connection, Block block) throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(
            "insert into " + block.lane().code() + " values (?,?,?,?,?,?,?,?,null,?)")) {
      row.setLong(1, block.seq());
      row.setLong(2, block.span().firstMillis());
      row.setLong(3, block.span().lastMillis());
      row.setInt(4, block.span().count());
      row.setString(5, block.encoding().contentType());
      row.setString(6, block.encoding().transform());
      row.setBytes(7, block.prev());
      row.setBytes(8, block.hash());
      row.setBytes(9, block.payload());
      row.executeUpdate();
    }
  }

  @Test
  void theJournalOfAnEarlierVersionIsCarriedOver() throws SQLException {
    formerVersion();
    Opened opened = open();
    try (Journal journal = opened.journal()) {
      assertEquals(List.of("old"), events(journal));
      assertEquals(30, readings(journal));
      assertArrayEquals(new byte[] {1, 2}, journal.state().get("door"));
      assertTrue(opened.replaced().orElseThrow().contains("an earlier version"));
    }
  }
}
