package io.coldshelf.edge.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelClockTest {

  @TempDir private Path folder;

  /** The return values are those of adjtimex(2): TIME_OK, TIME_INS, TIME_WAIT, TIME_ERROR. */
  @ParameterizedTest
  @CsvSource({
    "0, 0x2001, SYNCED",
    "1, 0x2011, SYNCED",
    "4, 0x2001, SYNCED",
    "5, 0x2001, UNSYNCED",
    "0, 0x2041, UNSYNCED",
    "5, 0x40, UNSYNCED"
  })
  void theKernelSaysWhetherItsClockIsSynchronised(int result, String status, Sync sync) {
    assertEquals(Optional.of(sync), Adjtimex.judge(result, Integer.decode(status)));
  }

  @Test
  void aKernelThatRefusesSaysNothing() {
    assertEquals(Optional.empty(), Adjtimex.judge(-1, 0));
  }

  @Test
  void theKernelOfThisMachineIsAskedWithoutHarm() {
    Optional<Adjtimex> kernel = Adjtimex.link();
    assumeTrue(kernel.isPresent(), "only Linux has adjtimex");
    Optional<Sync> first = kernel.get().ask();
    assertEquals(first, kernel.get().ask());
    assertNotEquals(Optional.of(Sync.UNKNOWN), first);
  }

  @Test
  void untilItIsFoundOutTheClockCountsAsWrong() {
    assertEquals(Sync.UNSYNCED, new KernelClock(folder.resolve("none")).state());
  }

  @Test
  void whereTheKernelSaysNothingTheFileOfTheTimeServiceDecides() throws IOException {
    Path file = folder.resolve("synchronized");
    KernelClock clock = new KernelClock(file);
    assertEquals(Sync.UNKNOWN, clock.decide(Optional.empty()));
    Files.createFile(file);
    assertEquals(Sync.SYNCED, clock.decide(Optional.empty()));
    assertEquals(Sync.UNSYNCED, clock.decide(Optional.of(Sync.UNSYNCED)));
  }

  @Test
  void theBootIsWhatLinuxCallsIt() throws IOException {
    Path file = folder.resolve("boot_id");
    Files.writeString(file, "9db4ee3b-fd34-461f-baa2-2833766fd75a\n");
    assertEquals("9db4ee3bfd34461f", Boot.of(file, new SplittableRandom(1)).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "not hexadecimal at all!"})
  void whereThereIsNoneEveryProcessCountsAsABoot(String text) throws IOException {
    Path file = folder.resolve("boot_id");
    Files.writeString(file, text);
    assertNotEquals(
        Boot.of(file, new SplittableRandom(1)).id(), Boot.of(file, new SplittableRandom(2)).id());
    assertEquals(16, Boot.of(folder.resolve("missing"), new SplittableRandom(1)).id().length());
  }
}
