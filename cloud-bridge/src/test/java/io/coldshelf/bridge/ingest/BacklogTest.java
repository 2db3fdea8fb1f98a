package io.coldshelf.bridge.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.fleet.Fleet;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Payloads;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.bridge.store.Totals;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Ack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacklogTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final PointId PROBE = PointId.parse("case-probe/temperature");
  private static final int BLOCK = 1000;
  private static final int FLOOD = 6;

  private final Path file;
  private final RecordingLink link = new RecordingLink();
  private final Sender sender = new Sender("e");
  private Database database;
  private Ingest ingest;
  private long now = NOW;
  private long nextMillis = NOW;

  BacklogTest(@TempDir Path folder) {
    this.file = folder.resolve("backlog.db");
    this.database = Database.open(file);
    this.ingest = ingest();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Ingest ingest() {
    InstantSource clock = () -> Instant.ofEpochMilli(now);
    return new Ingest(link, database, clock, Retention.USUAL, _ -> {});
  }

  private Incoming block() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < BLOCK; i++) {
      readings.add(Reading.good(PROBE, nextMillis, (nextMillis - NOW) / 1000.0));
      nextMillis += 1000;
    }
    return sender.readings(Optional.empty(), readings);
  }

  private List<Incoming> flood() {
    List<Incoming> blocks = new ArrayList<>();
    for (int i = 0; i < FLOOD; i++) {
      blocks.add(block());
    }
    return blocks;
  }

  private Totals totals() {
    return database.read(Totals::of);
  }

  private void unfoldAll() {
    while (ingest.catchUp()) {
      assertTrue(totals().readings() > 0);
    }
  }

  private int step(Retention retention, long millis) {
    return database.write(sql -> retention.step(sql, millis));
  }

  @Test
  void showsFewReadingsWithTheirAcknowledgement() {
    assertEquals(0, ingest.keep(List.of(block(), block())));
    assertEquals(2 * BLOCK, totals().readings());
    assertEquals(0, database.read(Payloads::waiting).blocks());
  }

  @Test
  void acknowledgesAFloodBeforeItIsUnfolded() {
    assertEquals(FLOOD, ingest.keep(flood()));
    assertEquals(new Ack("e", 0, FLOOD), link.published().getLast());
    assertEquals(0, totals().readings());
    assertEquals(FLOOD, database.read(Payloads::waiting).blocks());
    unfoldAll();
    assertEquals(FLOOD * BLOCK, totals().readings());
    assertEquals(0, database.read(Payloads::waiting).blocks());
  }

  @Test
  void losesNothingWhenItEndsBetweenAcknowledgingAndUnfolding() {
    ingest.keep(flood());
    database.close();
    database = Database.open(file);
    assertEquals(0, totals().readings());
    ingest = ingest();
    unfoldAll();
    assertEquals(FLOOD * BLOCK, totals().readings());
    assertEquals(0, totals().replacedReadings());
  }

  @Test
  void unfoldsNoBlockTwiceThoughItComesAgain() {
    List<Incoming> blocks = flood();
    ingest.keep(blocks);
    ingest.keep(blocks);
    unfoldAll();
    ingest.keep(blocks);
    assertFalse(ingest.catchUp());
    assertEquals(FLOOD * BLOCK, totals().readings());
    assertEquals(2 * FLOOD, totals().duplicateBlocks());
  }

  @Test
  void doesNotOvertakeWhatWaitsWithWhatIsSmall() {
    ingest.keep(flood());
    assertEquals(1, ingest.keep(List.of(sender.readings(Reading.good(PROBE, nextMillis, 7)))));
    assertEquals(0, totals().readings());
    unfoldAll();
    Fleet.Point point =
        database
            .read(sql -> Fleet.points(sql, Optional.empty(), Optional.empty(), Optional.empty()))
            .getFirst();
    assertEquals(OptionalDouble.of(7), point.last().orElseThrow().value());
  }

  @Test
  void setsAsideWhatCannotBeReadAndUnfoldsTheRest() {
    List<Incoming> blocks = flood();
    blocks.add(3, new Sender("other").payload(new byte[] {1, 2, 3}));
    ingest.keep(blocks);
    assertEquals(0, totals().rejected());
    unfoldAll();
    assertEquals(1, totals().rejected());
    assertEquals(FLOOD * BLOCK, totals().readings());
  }

  @Test
  void letsAFloodWaitButNotForEver() {
    Backlog backlog =
        new Backlog(database, () -> Instant.ofEpochMilli(now), Retention.USUAL, _ -> {});
    ingest.keep(flood());
    backlog.add();
    assertTrue(backlog.work(true, 1));
    assertEquals(0, totals().readings());
    now += Backlog.MAX_LAG.plus(Duration.ofSeconds(1)).toMillis();
    assertTrue(backlog.work(true, 1));
    assertTrue(totals().readings() > 0);
  }

  @Test
  void deletesOldBlocksWhenIdleButNoneThatWaits() {
    ingest.keep(List.of(block()));
    ingest.keep(flood());
    now += Duration.ofDays(31).toMillis();
    assertEquals(1, step(Retention.USUAL, now));
    assertEquals(0, step(Retention.USUAL, now));
    unfoldAll();
    assertEquals(7 * BLOCK, totals().readings());
    now += Backlog.TIDY_EVERY.toMillis();
    while (ingest.catchUp()) {
      assertTrue(totals().readings() > 0);
    }
    long payloads = database.read(sql -> sql.number("select count(*) as n from payload"));
    assertEquals(0, payloads);
    assertEquals(7 * BLOCK, totals().readings());
  }

  @Test
  void deletesBlocksBeyondTheBytesThatItMayKeep() {
    ingest.keep(List.of(block()));
    ingest.keep(List.of(block()));
    long bytes = database.read(sql -> sql.number("select max(length(body)) as n from payload"));
    Retention one = new Retention(Duration.ofDays(30), bytes, Duration.ofDays(400));
    assertEquals(1, step(one, now));
    assertEquals(0, step(one, now));
    assertEquals(2 * BLOCK, totals().readings());
  }

  @Test
  void deletesOldReadings() {
    ingest.keep(List.of(block()));
    Retention brief = new Retention(Duration.ofDays(30), 1 << 20, Duration.ofSeconds(500));
    long later = NOW + Duration.ofSeconds(1000).toMillis();
    int deleted = 0;
    for (int step = step(brief, later); step > 0; step = step(brief, later)) {
      deleted += step;
    }
    assertEquals(500, deleted);
  }
}
