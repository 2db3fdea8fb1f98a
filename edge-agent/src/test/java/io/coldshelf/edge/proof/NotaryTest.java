package io.coldshelf.edge.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.Samples;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotaryTest {

  private static final Topics GATEWAY = new Topics("store-1", "gw1");
  private static final long HOUR = 3_600_000;

  @TempDir private Path data;
  private Path file;
  private Journal journal;
  private final List<byte[]> published = new ArrayList<>();
  private Notary notary;

  @BeforeEach
  void open() {
    file = data.resolve("journal.db");
    journal = Samples.open(file);
    notary = new Notary(data, GATEWAY, published::add);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Head head() {
    return Head.read(published.getLast());
  }

  private PublicKey key() throws IOException, GeneralSecurityException {
    return GatewayKey.publicKey(data.resolve(GatewayKey.PUBLIC_FILE));
  }

  private void alert() {
    journal.commit(Samples.readingsCommit(3));
    journal.commit(Samples.eventCommit("a" + published.size()));
    notary.committed(journal, true, Samples.TIME);
  }

  @Test
  void anAlertIsSignedAtOnceWithAllThatCameBefore() throws IOException, GeneralSecurityException {
    alert();
    assertTrue(head().isSigned(GATEWAY));
    assertEquals(journal.tip(Lane.READINGS), head().readings());
    assertEquals(1, head().events().seq());
    assertEquals(Optional.empty(), Witness.fault(file, head(), key()));
    assertArrayEquals(published.getLast(), Files.readAllBytes(data.resolve(Notary.HEAD_FILE)));
  }

  @Test
  void withoutAlertsAHeadIsSignedEveryHour() {
    journal.commit(Samples.readingsCommit(3));
    for (int minute = 0; minute <= 180; minute++) {
      notary.committed(journal, false, Samples.TIME + minute * 60_000L);
    }
    assertEquals(3, published.size());
  }

  @Test
  void aClockThatIsPutBackDoesNotStopIt() {
    notary.committed(journal, false, Samples.TIME);
    notary.committed(journal, false, Samples.TIME - 10_000 * HOUR);
    notary.committed(journal, false, Samples.TIME - 9_999 * HOUR);
    assertEquals(2, published.size());
  }

  @Test
  void theSameKeySignsAfterARestart() {
    alert();
    byte[] before = head().key();
    notary = new Notary(data, GATEWAY, published::add);
    alert();
    assertArrayEquals(before, head().key());
  }

  @Test
  void onlyItsOwnerReadsTheSecretKey() throws IOException {
    alert();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(data.resolve(GatewayKey.SECRET_FILE))));
  }

  @Test
  void aKeyThatIsNoneEndsNothing() throws IOException {
    Files.writeString(data.resolve(GatewayKey.SECRET_FILE), "not a key");
    Files.writeString(data.resolve(GatewayKey.PUBLIC_FILE), "not a key");
    alert();
    assertEquals(List.of(), published);
    assertThrows(GeneralSecurityException.class, this::key);
  }

  @Test
  void anEndThatWasTakenOffIsFound() throws IOException, GeneralSecurityException, SQLException {
    alert();
    journal.close();
    Path copy = data.resolve("before.db");
    Files.copy(file, copy);
    journal = Samples.open(file);
    alert();
    assertEquals(
        Optional.of("events up to 2 were signed, and the journal ends at 1: the end was taken off"),
        Witness.fault(copy, head(), key()));
  }

  @Test
  void aBlockThatWasReplacedTogetherWithItsHashIsFound()
      throws IOException, GeneralSecurityException, SQLException {
    alert();
    journal.close();
    alter("update events set hash = zeroblob(32) where seq = 1");
    assertEquals(
        Optional.of("block 1 of events is not the one that was signed"),
        Witness.fault(file, head(), key()));
    journal = Samples.open(data.resolve("other.db"));
  }

  @Test
  void aHeadSignedByAnotherIsFound() throws IOException, GeneralSecurityException {
    alert();
    Path elsewhere = Files.createDirectory(data.resolve("elsewhere"));
    PublicKey other = GatewayKey.in(elsewhere).getPublic();
    assertEquals(
        Optional.of("the head was signed with another key"), Witness.fault(file, head(), other));
  }

  private void alter(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
