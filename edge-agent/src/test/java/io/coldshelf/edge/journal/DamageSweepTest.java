package io.coldshelf.edge.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Reading;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.ReadingsPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal's files are flipped and cut at many places. Whatever comes: it opens, it gives nothing
 * that was not written, and what it can no longer give it says. {@code -Dcoldshelf.damage.flips=N}
 * flips so many bits, {@code -Dcoldshelf.damage.stride=1} cuts at every byte.
 */
class DamageSweepTest {

  private static final int BLOCKS = 40;
  private static final int FOLDED_BLOCKS = 20;
  private static final int ITEMS = 50;
  private static final int TAIL_BYTES = 64 << 10;
  private static final int ACKNOWLEDGED = 5;
  private static final byte[] STATE = "since=12345\n".repeat(150).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final Set<Reading> readings = new HashSet<>();
  private final Set<String> events = new HashSet<>();
  private byte[] file;
  private byte[] log;

  /** The files as they are while the agent runs: part in the log, part not, some waiting. */
  @BeforeEach
  void write() throws IOException {
    Path live = folder.resolve("live.db");
    try (Journal journal = open(live).journal()) {
      for (int i = 0; i < FOLDED_BLOCKS; i++) {
        commit(journal, i, true);
      }
      assertTrue(journal.acknowledge(new Ack(journal.epoch(), 1, ACKNOWLEDGED)));
      journal.maintain();
    }
    try (Journal journal = open(live).journal()) {
      for (int i = FOLDED_BLOCKS; i < BLOCKS; i++) {
        commit(journal, i, i < BLOCKS - 2);
      }
      file = Files.readAllBytes(live);
      log = Files.readAllBytes(WriteAheadLog.of(live));
    }
  }

  private void commit(Journal journal, int number, boolean cutsBlock) {
    if (number % 3 == 0) {
      events.add("e" + number);
      journal.commit(
          new Commit(
              List.of(Samples.event("e" + number)),
              List.of(),
              List.of(),
              Map.of("detector", STATE)));
    }
    List<Reading> block = block(number);
    readings.addAll(block);
    Commit commit = Commit.of(block);
    journal.commit(cutsBlock ? commit : commit.leavingBlockOpen());
  }

  private static List<Reading> block(int number) {
    return Samples.readings(ITEMS).stream()
        .map(r -> Reading.good(r.point(), r.timeMillis() + 100_000L * number, r.value() + number))
        .toList();
  }

  private static Opened open(Path file) {
    return Journal.open(file, Samples.setup(5, PayloadForm.COLUMNS, Capacity.DEFAULT.maxBytes()));
  }

  private record Yield(Set<Reading> readings, Set<String> events, boolean said) {}

  /** As the agent does it: what is damaged is opened anew, once or twice. */
  private Yield drain(Path where) {
    boolean said = false;
    for (int attempt = 0; attempt < 3; attempt++) {
      Opened opened = open(where);
      said |= opened.replaced().isPresent();
      try (Journal journal = opened.journal()) {
        Map<String, byte[]> state = journal.state();
        if (state.containsKey("detector")) {
          assertArrayEquals(STATE, state.get("detector"));
        }
        journal.commit(
            new Commit(List.of(), List.of(), List.of(), Map.of(), Optional.empty(), true));
        return new Yield(readings(journal), events(journal), said);
      } catch (JournalException e) {
        assertEquals(JournalException.Remedy.REOPEN, e.remedy(), e.getMessage());
        said = true;
      }
    }
    throw new AssertionError("it does not heal");
  }

  private static Set<Reading> readings(Journal journal) {
    Set<Reading> found = new HashSet<>();
    long seq = 0;
    List<Block> blocks = journal.after(Lane.READINGS, seq, 7);
    while (!blocks.isEmpty()) {
      for (Block block : blocks) {
        ReadingsPayload payload = ReadingsPayload.read("gw1", block.encoding(), block.payload());
        found.addAll(payload.readings());
        seq = block.seq();
      }
      blocks = journal.after(Lane.READINGS, seq, 7);
    }
    return found;
  }

  private static Set<String> events(Journal journal) {
    Set<String> found = new HashSet<>();
    for (Block block : journal.after(Lane.EVENTS, 0, 500)) {
      found.add(CloudEvent.read(block.payload()).event().id());
    }
    return found;
  }

  /** Where the last commit begins in the log: from there on damage looks like a power cut. */
  private int lastCommit() {
    int frame = 24 + Sqlite.PAGE_BYTES;
    int begins = 32;
    int next = 32;
    for (int at = 32; at + frame <= log.length; at += frame) {
      if (ByteBuffer.wrap(log).getInt(at + 4) != 0) {
        begins = next;
        next = at + frame;
      }
    }
    return begins;
  }

  /** Gives how many readings and events are gone. */
  private int assertHonest(byte[] damagedFile, byte[] damagedLog, int torn, String how)
      throws IOException {
    Path where = Files.createDirectory(folder.resolve("trial"));
    try {
      Files.write(where.resolve("journal.db"), damagedFile);
      Files.write(where.resolve("journal.db-wal"), damagedLog);
      Yield yield = drain(where.resolve("journal.db"));
      assertTrue(readings.containsAll(yield.readings()), how + ": a reading that never was");
      assertTrue(events.containsAll(yield.events()), how + ": an event that never was");
      int missing =
          readings.size()
              - ACKNOWLEDGED * ITEMS
              - count(yield.readings())
              + events.size()
              - 1
              - count(yield.events());
      assertTrue(
          missing <= torn || yield.said(), how + ": " + missing + " are gone without a word");
      assertTrue(
          !yield.said() || kept(where), how + ": nothing was kept of what was found damaged");
      return missing;
    } finally {
      try (Stream<Path> files = Files.list(where)) {
        for (Path left : files.toList()) {
          Files.delete(left);
        }
      }
      Files.delete(where);
    }
  }

  private static int count(Set<?> found) {
    return found.size();
  }

  private static boolean kept(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.anyMatch(left -> left.getFileName().toString().contains(".corrupt-"));
    }
  }

  @Test
  void undamagedItGivesAll() throws IOException {
    Path where = folder.resolve("whole.db");
    Files.write(where, file);
    Files.write(WriteAheadLog.of(where), log);
    Yield yield = drain(where);
    assertEquals(readings.size() - ACKNOWLEDGED * ITEMS, yield.readings().size());
    assertEquals(events.size() - 1, yield.events().size());
    assertTrue(!yield.said());
  }

  /** The name is not covered by the hash, and the payload is of no use without it. */
  @Test
  void aFlippedBitInTheNameOfAnEncodingCostsNoReading() throws IOException {
    byte[] name = Block.Encoding.COLUMNS.contentType().getBytes(StandardCharsets.US_ASCII);
    int found = 0;
    for (int at = 0; at < file.length - name.length; at++) {
      if (Arrays.equals(file, at, at + name.length, name, 0, name.length)) {
        byte[] damaged = file.clone();
        damaged[at + found % name.length] ^= 0x40;
        assertEquals(0, assertHonest(damaged, log, 0, "name at " + at));
        found++;
      }
    }
    assertTrue(found > 0, "no block in the file");
  }

  @Test
  void aFlippedBitAnywhereIsNoFalseReading() throws IOException {
    long seed = Long.getLong("coldshelf.seed", 20_260_101L);
    SplittableRandom random = new SplittableRandom(seed);
    int lastCommit = lastCommit();
    for (int i = 0; i < Integer.getInteger("coldshelf.damage.flips", 250); i++) {
      boolean inLog = random.nextInt(file.length + log.length) >= file.length;
      byte[] damaged = (inLog ? log : file).clone();
      int bit = random.nextInt(damaged.length * 8);
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      int _ =
          assertHonest(
              inLog ? file : damaged,
              inLog ? damaged : log,
              inLog && bit / 8 >= lastCommit ? ITEMS : 0,
              "seed " + seed + ", trial " + i + ", bit " + bit + (inLog ? " of the log" : ""));
    }
  }

  /** SQLite takes such a frame for one of an earlier round, and what follows for nothing. */
  @Test
  void aFlippedSaltOfACommitThatHadReturnedIsSaid() throws IOException {
    int frame = 24 + Sqlite.PAGE_BYTES;
    int lastCommit = lastCommit();
    int commits = 0;
    for (int at = 32; at < lastCommit; at += frame) {
      if (ByteBuffer.wrap(log).getInt(at + 4) != 0) {
        commits++;
        byte[] damaged = log.clone();
        damaged[at + 8 + commits % 8] ^= 0x10;
        int _ = assertHonest(file, damaged, 0, "salt of the frame at " + at);
      }
    }
    assertTrue(commits > 10, commits + " commits");
  }

  @Test
  void aFileCutAnywhereIsOpened() throws IOException {
    int stride = Integer.getInteger("coldshelf.damage.stride", 1_511);
    for (int cut = 1; cut <= Math.min(TAIL_BYTES, file.length); cut += stride) {
      int _ =
          assertHonest(
              Arrays.copyOf(file, file.length - cut), log, 0, cut + " bytes cut off the file");
    }
  }

  /** The end of a log is what a power cut tears: at most the last commit may be missing unsaid. */
  @Test
  void aLogCutAnywhereIsOpened() throws IOException {
    int stride = Integer.getInteger("coldshelf.damage.stride", 1_511);
    for (int cut = 1; cut <= Math.min(TAIL_BYTES, log.length); cut += stride) {
      int _ =
          assertHonest(
              file,
              Arrays.copyOf(log, log.length - cut),
              Integer.MAX_VALUE,
              cut + " bytes cut off the log");
    }
  }
}
