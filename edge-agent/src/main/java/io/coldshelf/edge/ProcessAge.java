package io.coldshelf.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How long this process has lived. Where the kernel tells, its start and now are taken from one
 * counter, in steps of 10 ms; a wall clock that is set while the gateway starts changes nothing.
 * Elsewhere it is the wall clock's.
 */
final class ProcessAge {

  /** Clock ticks a second in {@code /proc}: {@code USER_HZ}, 100 on all machines that run a JDK. */
  private static final long MILLIS_A_TICK = 10;

  /** {@code starttime} is field 22 (proc(5)); the fields are counted from the third here. */
  private static final int START_TIME = 19;

  private static final double MILLIS_A_SECOND = 1000;

  private final Path proc;
  private final InstantSource wall;

  /**
   * Asks the system.
   *
   * @param proc where the kernel tells of processes, {@code /proc}
   * @param wall the system's clock
   */
  ProcessAge(Path proc, InstantSource wall) {
    this.proc = proc;
    this.wall = wall;
  }

  /** Since the process was made, which is a little before the JVM began; zero when unknown. */
  Duration now() {
    return byKernel().or(this::byWallClock).orElse(Duration.ZERO);
  }

  private Optional<Duration> byKernel() {
    try {
      String stat = Files.readString(proc.resolve("self/stat"));
      String uptime = Files.readString(proc.resolve("uptime"));
      // The second field is the program's name in parentheses, and may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      long began = Long.parseLong(fields[START_TIME]) * MILLIS_A_TICK;
      long now =
          Math.round(
              Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * MILLIS_A_SECOND);
      // A container may be shown an uptime of its own; then the difference means nothing.
      return now < began ? Optional.empty() : Optional.of(Duration.ofMillis(now - began));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Duration> byWallClock() {
    Instant now = wall.instant();
    return ProcessHandle.current()
        .info()
        .startInstant()
        .filter(began -> !began.isAfter(now))
        .map(began -> Duration.between(began, now));
  }
}
