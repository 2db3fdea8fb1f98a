package io.coldshelf.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields are those of proc(5). */
class ProcessAgeTest {

  private static final InstantSource YEARS_OFF = InstantSource.fixed(Instant.EPOCH);

  @TempDir private Path proc;

  @BeforeEach
  void makeSelf() throws IOException {
    Files.createDirectory(proc.resolve("self"));
  }

  private void tell(String program, long startTicks, String uptime) throws IOException {
    Files.writeString(
        proc.resolve("self/stat"),
        "4711 ("
            + program
            + ") S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 43 0 "
            + startTicks
            + " 3000 20000 18446744073709551615\n");
    Files.writeString(proc.resolve("uptime"), uptime + " 1234.56\n");
  }

  @Test
  void isTheKernelsUptimeLessTheProcessesStart() throws IOException {
    tell("java", 12_000, "120.42");
    assertEquals(Duration.ofMillis(420), new ProcessAge(proc, YEARS_OFF).now());
  }

  @Test
  void aProgramsNameMayHoldSpacesAndParentheses() throws IOException {
    tell("a) S 1 2 (b", 12_000, "121.00");
    assertEquals(Duration.ofSeconds(1), new ProcessAge(proc, YEARS_OFF).now());
  }

  @Test
  void anUptimeOfAContainersOwnIsNotMixedWithTheMachines() throws IOException {
    tell("java", 12_000, "3.00");
    Instant now = Instant.now();
    Duration age = new ProcessAge(proc, InstantSource.fixed(now)).now();
    assertTrue(age.isPositive() && age.compareTo(Duration.ofDays(1)) < 0, age::toString);
  }

  @Test
  void isUnknownRatherThanNegative() {
    assertEquals(Duration.ZERO, new ProcessAge(proc.resolve("absent"), YEARS_OFF).now());
  }
}
