package io.coldshelf.edge.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalDamageTest {

  private static final int BLOCKS = 300;

  @TempDir Path folder;
  private Path file;
  private String epoch;
  private byte[] good;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("journal.db");
    try (Journal journal = Samples.open(file)) {
      for (int i = 0; i < BLOCKS; i++) {
        journal.commit(Samples.readingsCommit(300));
      }
      epoch = journal.epoch();
    }
    good = Files.readAllBytes(file);
  }

  private void assertSetAside(byte[] damaged) throws IOException {
    Files.write(file, damaged);
    Opened opened = Journal.open(file, Samples.setup(99, Capacity.DEFAULT.maxBytes()));
    try (Journal journal = opened.journal()) {
      assertTrue(opened.replaced().isPresent());
      assertNotEquals(epoch, journal.epoch());
      long salvaged = journal.last(Lane.READINGS);
      journal.commit(Samples.readingsCommit(1));
      assertEquals(salvaged + 1, journal.last(Lane.READINGS));
    }
    assertArrayEquals(
        damaged, Files.readAllBytes(folder.resolve("journal.db.corrupt-20260101T000000Z")));
  }

  @Test
  void anUndamagedFileIsOpenedAsItIs() {
    Opened opened = Journal.open(file, Samples.setup(99, Capacity.DEFAULT.maxBytes()));
    try (Journal journal = opened.journal()) {
      assertTrue(opened.replaced().isEmpty());
      assertEquals(epoch, journal.epoch());
      assertEquals(BLOCKS, journal.last(Lane.READINGS));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 15})
  void aDamagedHeaderIsSetAside(int offset) throws IOException {
    byte[] damaged = good.clone();
    damaged[offset] ^= 0x55;
    assertSetAside(damaged);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 4096, 8192, 40_000})
  void aTruncatedFileIsSetAside(int length) throws IOException {
    assertSetAside(Arrays.copyOf(good, length));
  }

  @Test
  void anEmptyFileIsSetAside() throws IOException {
    assertSetAside(new byte[0]);
  }

  @Test
  void anythingElseIsSetAside() throws IOException {
    assertSetAside("this is no database at all".repeat(400).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aZeroedPageAnywhereIsSetAsideOrSeenByTheChain() throws IOException {
    int page = 4096;
    for (int offset = page; offset + page <= good.length; offset += 9 * page) {
      byte[] damaged = good.clone();
      Arrays.fill(damaged, offset, offset + page, (byte) 0xff);
      Path copy = folder.resolve("page-" + offset + ".db");
      Files.write(copy, damaged);
      Opened opened = Journal.open(copy, Samples.setup(99, Capacity.DEFAULT.maxBytes()));
      opened.journal().close();
      assertTrue(
          opened.replaced().isPresent() || !Journal.verify(copy).isIntact(),
          "damage at " + offset + " is not seen");
    }
  }

  @Test
  void aSecondDamageInTheSameSecondKeepsBothFiles() throws IOException {
    byte[] damaged = new byte[5000];
    assertSetAside(damaged);
    Files.write(file, damaged);
    Journal.open(file, Samples.setup(98, Capacity.DEFAULT.maxBytes())).journal().close();
    try (Stream<Path> files = Files.list(folder)) {
      List<String> kept =
          files.map(p -> p.getFileName().toString()).filter(n -> n.contains("corrupt")).toList();
      assertEquals(2, kept.size(), kept.toString());
    }
  }

  @Test
  void copiesMadeMidwayHoldAllThatWasCommittedByThen() throws IOException {
    Path live = folder.resolve("live.db");
    try (Journal journal = Samples.open(live)) {
      for (int i = 1; i <= 20; i++) {
        journal.commit(Samples.readingsCommit(300));
        Path copy = folder.resolve("copy-" + i + ".db");
        Files.copy(live, copy);
        Files.copy(Path.of(live + "-wal"), Path.of(copy + "-wal"));
        Opened opened = Journal.open(copy, Samples.setup(3, Capacity.DEFAULT.maxBytes()));
        assertFalse(opened.replaced().isPresent());
        assertEquals(i, opened.journal().last(Lane.READINGS));
        opened.journal().close();
      }
    }
  }

  @Test
  void aTornWriteAheadLogKeepsWholeCommitsOnly() throws IOException {
    Path live = folder.resolve("live.db");
    try (Journal journal = Samples.open(live)) {
      for (int i = 1; i <= 10; i++) {
        journal.commit(Samples.readingsCommit(300));
      }
      byte[] log = Files.readAllBytes(Path.of(live + "-wal"));
      for (int length = 0; length < log.length; length += 7_919) {
        Path copy = folder.resolve("torn-" + length + ".db");
        Files.copy(live, copy);
        Files.write(Path.of(copy + "-wal"), Arrays.copyOf(log, length));
        Opened opened = Journal.open(copy, Samples.setup(3, Capacity.DEFAULT.maxBytes()));
        opened.journal().close();
        assertTrue(Journal.verify(copy).isIntact());
      }
    }
  }
}
