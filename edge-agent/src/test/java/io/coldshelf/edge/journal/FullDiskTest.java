package io.coldshelf.edge.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.ReadingsPayload;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small disk of its own, filled by somebody else. Mounting one takes the rights of root. */
class FullDiskTest {

  private static final int DISK_BYTES = 40 << 20;
  private static final int ITEMS = 1_000;

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;
  private Journal journal;
  private final SplittableRandom random = new SplittableRandom(11);
  private long committed;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString());
    assumeTrue(mounted, "a disk of its own cannot be mounted here");
    journal =
        Journal.open(disk.resolve("journal.db"), Samples.setup(1, PayloadForm.COLUMNS, 1L << 30))
            .journal();
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      journal.close();
      assertTrue(run("umount", disk.toString()));
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  /** Somebody else's log files. */
  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(disk.resolve("others"))) {
      byte[] chunk = new byte[4096];
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      assertEquals("No space left on device", e.getMessage());
    }
  }

  private boolean block() {
    List<Reading> block = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      block.add(
          Reading.good(
              new io.coldshelf.model.PointId("p" + i % 20, "temperature"),
              Samples.TIME + 500 * (committed + i) + random.nextInt(40),
              random.nextInt(4_000) / 100.0));
    }
    try {
      journal.commit(Commit.of(block));
      committed += ITEMS;
      return true;
    } catch (JournalException e) {
      assertEquals(JournalException.Remedy.MAKE_ROOM, e.remedy(), e.getMessage());
      return false;
    }
  }

  private long counted() {
    long count = 0;
    long seq = 0;
    List<Block> blocks = journal.after(Lane.READINGS, seq, 100);
    while (!blocks.isEmpty()) {
      for (Block block : blocks) {
        ReadingsPayload payload = ReadingsPayload.read("gw1", block.encoding(), block.payload());
        count += payload.readings().size();
        count += payload.summaries().stream().mapToLong(Summary::count).sum();
        seq = block.seq();
      }
      blocks = journal.after(Lane.READINGS, seq, 100);
    }
    return count;
  }

  @Test
  void recordingGoesOnOnAFullDiskByThinningAndNothingCommittedIsLost() throws IOException {
    for (int i = 0; i < 300; i++) {
      assertTrue(block());
    }
    journal.maintain();
    fill();
    int refused = 0;
    for (int i = 0; i < 1_500; i++) {
      refused += block() ? 0 : 1;
    }
    assertTrue(refused < 20, refused + " commits were refused");
    assertEquals(committed, counted());
  }

  @Test
  void aDiskWithoutAReserveRefusesAndGoesOnWithoutARestartOnceThereIsRoom() throws IOException {
    fill();
    boolean refused = false;
    for (int i = 0; i < 4_000 && !refused; i++) {
      refused = !block();
    }
    assertTrue(refused);
    Files.delete(disk.resolve("others"));
    assertTrue(block());
    assertTrue(block());
    assertEquals(committed, counted());
    assertTrue(Journal.verify(disk.resolve("journal.db")).isIntact());
  }
}
