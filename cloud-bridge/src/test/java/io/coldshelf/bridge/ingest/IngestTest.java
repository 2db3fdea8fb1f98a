package io.coldshelf.bridge.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.Samples;
import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.Alerts;
import io.coldshelf.bridge.fleet.Shelves;
import io.coldshelf.bridge.fleet.Watch;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.bridge.store.StoreException;
import io.coldshelf.bridge.store.Totals;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.SenmlWriter;
import io.coldshelf.wire.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final PointId PROBE = PointId.parse("case-probe/temperature");

  private final Database database;
  private final RecordingLink link = new RecordingLink();
  private final List<Alert> changed = new ArrayList<>();
  private final Ingest ingest;

  IngestTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("ingest.db"));
    this.ingest =
        new Ingest(
            link,
            database,
            InstantSource.fixed(Instant.ofEpochMilli(NOW)),
            Retention.USUAL,
            changed::addAll);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Incoming incoming(String leaf, Map<String, String> properties, byte[] payload) {
    return new Incoming(
        new Incoming.Delivery(1, properties.hashCode() & 0xFFFF, 1),
        "coldshelf/v1/store-0042/gw1/" + leaf,
        leaf.equals("readings")
            ? Optional.of(Block.Encoding.SENML.contentType())
            : Optional.empty(),
        properties,
        false,
        payload);
  }

  private static Incoming readings(String epoch, long seq, Reading... readings) {
    byte[] payload = new SenmlWriter("gw1", _ -> "Cel").write(List.of(readings), List.of());
    Block block =
        Block.of(
            epoch,
            Lane.READINGS,
            seq,
            new Block.Span(0, 0, readings.length),
            Block.Encoding.SENML,
            payload,
            Block.noHash());
    Map<String, String> properties = new HashMap<>();
    properties.put("epoch", epoch);
    properties.put("seq", Long.toString(seq));
    properties.put("count", Integer.toString(readings.length));
    properties.put("hash", HexFormat.of().formatHex(block.hash()));
    properties.put("prev", HexFormat.of().formatHex(block.prev()));
    return incoming("readings", properties, payload);
  }

  private static Incoming event(long seq, Event event) {
    return incoming(
        "events",
        Map.of("epoch", "e1", "seq", Long.toString(seq)),
        new CloudEvent(Samples.GATEWAY.source(), event).toJson());
  }

  private Totals totals() {
    return database.read(Totals::of);
  }

  @Test
  void keepsABlockOnceHoweverOftenItComes() {
    Incoming block =
        readings("e1", 1, Reading.good(PROBE, NOW, 4), Reading.good(PROBE, NOW + 1000, 5));
    ingest.keep(List.of(block, block));
    ingest.keep(List.of(block));
    assertEquals(2, totals().readings());
    assertEquals(1, totals().readingBlocks());
    assertEquals(2, totals().duplicateBlocks());
    assertEquals(new Ack("e1", 0, 1), link.published().getLast());
  }

  @Test
  void keepsAndAcknowledgesWhatBreaksTheChainAndCountsIt() {
    ingest.keep(List.of(readings("e1", 1, Reading.good(PROBE, NOW, 4))));
    assertEquals(0, totals().chainBreaks());
    // Its prev is that of a first block, so it does not continue the one before.
    ingest.keep(List.of(readings("e1", 2, Reading.good(PROBE, NOW + 1, 4))));
    assertEquals(1, totals().chainBreaks());
    assertEquals(2, totals().readings());
    assertEquals(new Ack("e1", 0, 2), link.published().getLast());
  }

  @Test
  void acknowledgesAcrossAHoleOnlyOnceItIsFilled() {
    ingest.keep(List.of(readings("e1", 2, Reading.good(PROBE, NOW, 4))));
    assertEquals(new Ack("e1", 0, 0), link.published().getLast());
    ingest.keep(List.of(readings("e1", 1, Reading.good(PROBE, NOW - 1, 4))));
    assertEquals(new Ack("e1", 0, 2), link.published().getLast());
  }

  @Test
  void leavesTheNewestEpochsAcknowledgementOnTheBroker() {
    ingest.keep(List.of(readings("e1", 1, Reading.good(PROBE, NOW, 4))));
    ingest.keep(List.of(readings("e2", 1, Reading.good(PROBE, NOW + 1, 4))));
    ingest.keep(List.of(readings("e1", 2, Reading.good(PROBE, NOW + 2, 4))));
    assertEquals(
        List.of(new Ack("e1", 0, 2), new Ack("e2", 0, 1)),
        link.published().subList(2, link.published().size()));
  }

  @Test
  void acknowledgesNothingThatIsNotCommitted() {
    database.close();
    Incoming block = readings("e1", 1, Reading.good(PROBE, NOW, 4));
    assertThrows(StoreException.class, () -> ingest.keep(List.of(block)));
    assertEquals(List.of(), link.published());
    assertEquals(List.of(), link.kept());
  }

  @Test
  void setsAsideWhatItCannotReadAndGoesOn() {
    Incoming bad = incoming("events", Map.of("epoch", "e1", "seq", "1"), new byte[] {1, 2, 3});
    ingest.keep(List.of(bad, event(2, Samples.taken("t", NOW, 5))));
    assertEquals(1, totals().rejected());
    assertEquals(new Ack("e1", 2, 0), link.published().getLast());
  }

  @Test
  void setsAsideABlockThatWasAltered() {
    Incoming good = readings("e1", 1, Reading.good(PROBE, NOW, 4));
    byte[] payload = good.payload().clone();
    payload[payload.length - 1] ^= 1;
    ingest.keep(List.of(incoming("readings", good.properties(), payload)));
    assertEquals(1, totals().rejected());
    assertEquals(0, totals().readings());
  }

  @Test
  void refusesEventsThatSpeakForAnotherGateway() {
    byte[] foreign = new CloudEvent("/store-0042/gw2", Samples.taken("t", NOW, 5)).toJson();
    ingest.keep(List.of(incoming("events", Map.of("epoch", "e1", "seq", "1"), foreign)));
    assertEquals(1, totals().rejected());
    assertEquals(0, totals().events());
  }

  @Test
  void readsPayloadsOfASenderThatNumbersNothing() {
    Incoming block = readings("e1", 1, Reading.good(PROBE, NOW, 4));
    ingest.keep(List.of(incoming("readings", Map.of(), block.payload())));
    assertEquals(1, totals().readings());
    assertEquals(List.of(), link.published());
  }

  @Test
  void tellsOfAlertsAfterTheCommit() {
    ingest.keep(List.of(event(1, Samples.breach("a", Change.OPENED, NOW, 9))));
    assertEquals(List.of("a"), changed.stream().map(Alert::id).toList());
  }

  @Test
  void takesTheNewestStockWhateverItsWay() {
    ingest.keep(
        List.of(
            incoming("reported", Map.of(), Samples.reported()),
            incoming("status", Map.of(), new Status(true, "0.1.0", NOW).toJson()),
            event(1, Samples.taken("t", NOW - 1000, 5)),
            readings("e1", 1, Reading.good(PointId.parse("milk-bay-1/stock"), NOW - 2000, 6))));
    Shelves.Shelf shelf = database.read(sql -> Shelves.list(sql, Optional.empty(), NOW)).getFirst();
    assertEquals(OptionalDouble.of(5), shelf.stock());
    assertEquals(Shelves.State.LOW, shelf.state());
    Shelves.Shelf later =
        database
            .read(
                sql -> Shelves.list(sql, Optional.empty(), NOW + Duration.ofMinutes(6).toMillis()))
            .getFirst();
    assertEquals(Shelves.State.UNKNOWN, later.state());
    assertTrue(later.stock().isEmpty());
  }

  @Test
  void raisesGatewayOfflineAfterAWhileAndEndsItOnReturn() {
    ingest.keep(
        List.of(
            incoming("status", Map.of(), new Status(true, "0.1.0", NOW).toJson()),
            incoming("status", Map.of(), new Status(false, "0.1.0", NOW).toJson())));
    long debounce = Watch.DEBOUNCE.toMillis();
    assertEquals(List.of(), database.write(sql -> Watch.look(sql, NOW + debounce - 1, NOW)));
    List<Alert> opened = database.write(sql -> Watch.look(sql, NOW + debounce, NOW));
    assertEquals(1, opened.size());
    assertEquals(List.of(), database.write(sql -> Watch.look(sql, NOW + debounce + 1, NOW)));
    ingest.keep(List.of(incoming("status", Map.of(), new Status(true, "0.1.0", NOW).toJson())));
    List<Alert> closed = database.write(sql -> Watch.look(sql, NOW + debounce + 2, NOW));
    assertEquals(opened.getFirst().id(), closed.getFirst().id());
    assertTrue(
        database.read(sql -> Alerts.find(sql, opened.getFirst().id())).orElseThrow().isClosed());
  }

  @Test
  void doesNotTakeItsOwnAbsenceForAGatewaysSilence() {
    ingest.keep(List.of(incoming("status", Map.of(), new Status(true, "0.1.0", NOW).toJson())));
    long later = NOW + Duration.ofHours(5).toMillis();
    assertEquals(List.of(), database.write(sql -> Watch.look(sql, later, later - 1000)));
    assertEquals(1, database.write(sql -> Watch.look(sql, later, NOW)).size());
  }
}
