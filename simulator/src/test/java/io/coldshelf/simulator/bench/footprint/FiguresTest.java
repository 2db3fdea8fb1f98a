package io.coldshelf.simulator.bench.footprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How figures are read from what the kernel and the programs tell. */
class FiguresTest {

  @TempDir private Path folder;

  @Test
  void theMedianIsTheMiddleOne() {
    assertEquals(2.0, Figures.median(List.of(9.0, 1.0, 2.0)));
    assertEquals(1.5, Figures.median(List.of(9.0, 1.0, 2.0, 0.5)));
  }

  @Test
  void residentMemoryIsInKibibytes() throws IOException {
    assertEquals(
        76_800L * 1024,
        Proc.residentBytes("VmHWM:\t   80000 kB\nVmRSS:\t   76800 kB\nThreads:\t43\n"));
    assertThrows(IOException.class, () -> Proc.residentBytes("Name:\tkthreadd\n"));
  }

  @Test
  void anAgeIsUptimeLessStart() {
    String stat = "42 (a) b) S 1 2 3 0 -1 4 1 2 3 4 5 6 7 8 20 0 43 0 12000 3000 4";
    assertEquals(420, Proc.ageMillis(stat, "120.42 99.00\n"));
  }

  @Test
  void thisProcessHasAnAgeMemoryAndWork() throws IOException {
    long pid = ProcessHandle.current().pid();
    assertTrue(Proc.ageMillis(pid) > 0);
    assertTrue(Proc.residentBytes(pid) > 1 << 20);
    assertTrue(Proc.cpuNanos(pid) > 0);
  }

  @Test
  void aStartIsReadFromTheMetrics() {
    String metrics =
        """
        # TYPE coldshelf_start_seconds gauge
        coldshelf_start_seconds{until="first-reading-durable"} 0.431
        """;
    assertEquals(OptionalDouble.of(0.431), Page.startSeconds("first-reading-durable", metrics));
    assertEquals(OptionalDouble.empty(), Page.startSeconds("first-puback", metrics));
  }

  @Test
  void anEmptyClientIsReadFromItsOutput() throws IOException {
    Path log = Files.writeString(folder.resolve("log"), "a warning\nfirst puback after 640 ms\n");
    assertEquals(OptionalDouble.of(0.64), EmptyClient.said(log));
    assertEquals(OptionalDouble.empty(), EmptyClient.said(Files.writeString(log, "first puback")));
  }
}
