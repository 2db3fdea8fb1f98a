package io.coldshelf.bridge.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.Samples;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Heads;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.bridge.store.Totals;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeadsTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final PointId PROBE = PointId.parse("case-probe/temperature");

  private final Database database;
  private final Ingest ingest;
  private final Sender sender = new Sender("e");
  private final KeyPair keys = pair();

  HeadsTest(@TempDir Path folder) throws GeneralSecurityException {
    this.database = Database.open(folder.resolve("heads.db"));
    this.ingest =
        new Ingest(
            new RecordingLink(),
            database,
            InstantSource.fixed(Instant.ofEpochMilli(NOW)),
            Retention.USUAL,
            _ -> {});
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static KeyPair pair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Incoming block() {
    return sender.readings(Reading.good(PROBE, NOW + sender.tip(Lane.READINGS).seq(), 4));
  }

  private static Head head(KeyPair pair, Head.Tip readings) throws GeneralSecurityException {
    return Head.signed(Samples.GATEWAY, "e", NOW, Head.Tip.NONE, readings, pair);
  }

  private static Incoming incoming(byte[] payload) {
    return new Incoming(
        new Incoming.Delivery(1, 1, 1),
        Head.topic(Samples.GATEWAY),
        Optional.empty(),
        Map.of(),
        true,
        payload);
  }

  private List<Optional<String>> notes() {
    return database.read(sql -> Heads.list(sql, 1, "e")).stream().map(Heads.Kept::note).toList();
  }

  private long breaks() {
    return database.read(Totals::of).chainBreaks();
  }

  @Test
  void keepsAHeadOnceThatFitsTheBlocks() throws GeneralSecurityException {
    int _ = ingest.keep(List.of(block(), block()));
    byte[] head = head(keys, sender.tip(Lane.READINGS)).toJson();
    int _ = ingest.keep(List.of(incoming(head), incoming(head)));
    assertEquals(List.of(Optional.empty()), notes());
    assertEquals(0, breaks());
  }

  @Test
  void countsAHeadThatContradictsABlockAsABreak() throws GeneralSecurityException {
    int _ = ingest.keep(List.of(block(), block()));
    Head other = head(keys, new Head.Tip(2, "ab".repeat(32)));
    int _ = ingest.keep(List.of(incoming(other.toJson())));
    assertEquals(1, breaks());
  }

  @Test
  void holdsAHeadAgainstABlockThatComesLater() throws GeneralSecurityException {
    Head other = head(keys, new Head.Tip(2, "ab".repeat(32)));
    int _ = ingest.keep(List.of(incoming(other.toJson())));
    int _ = ingest.keep(List.of(block()));
    assertEquals(0, breaks());
    int _ = ingest.keep(List.of(block()));
    assertEquals(1, breaks());
  }

  @Test
  void trustsTheFirstKeyAndKeepsWhatAnotherSigned() throws GeneralSecurityException {
    int _ = ingest.keep(List.of(block()));
    int _ = ingest.keep(List.of(incoming(head(keys, sender.tip(Lane.READINGS)).toJson())));
    Head forged = head(pair(), new Head.Tip(1, "ab".repeat(32)));
    int _ = ingest.keep(List.of(incoming(forged.toJson())));
    assertEquals(2, notes().size());
    assertTrue(notes().getFirst().orElse("").contains("another key"), notes()::toString);
    assertEquals(0, breaks());
  }

  @Test
  void givesNothingOnAHeadThatWasAltered() throws GeneralSecurityException {
    Head head = head(keys, new Head.Tip(1, "ab".repeat(32)));
    Head altered =
        new Head(
            head.epoch(),
            head.time(),
            head.events(),
            new Head.Tip(1, "cd".repeat(32)),
            head.key(),
            head.signature());
    int _ = ingest.keep(List.of(incoming(altered.toJson()), block()));
    assertTrue(notes().getFirst().orElse("").contains("signature"), notes()::toString);
    assertEquals(0, breaks());
    int _ = ingest.keep(List.of(incoming(new byte[] {1})));
    assertEquals(1, database.read(Totals::of).rejected());
  }
}
