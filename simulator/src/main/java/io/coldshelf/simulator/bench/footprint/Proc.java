package io.coldshelf.simulator.bench.footprint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What Linux tells of a process (proc(5)). */
final class Proc {

  private static final String RESIDENT = "VmRSS:";
  private static final long BYTES_A_KIB = 1024;
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final long MILLIS_A_TICK = 10;

  /** {@code starttime} is field 22; the fields are counted from the third here. */
  private static final int START_TIME = 19;

  private Proc() {}

  /** Memory in use, shared pages included. */
  static long residentBytes(long pid) throws IOException {
    return residentBytes(Files.readString(of(pid).resolve("status")));
  }

  static long residentBytes(String status) throws IOException {
    String line =
        status
            .lines()
            .filter(each -> each.startsWith(RESIDENT))
            .findFirst()
            .orElseThrow(() -> new IOException("the kernel does not tell a process's memory"));
    String number = line.substring(RESIDENT.length(), line.lastIndexOf(' ')).strip();
    return Long.parseLong(number) * BYTES_A_KIB;
  }

  /** Time on a processor of all threads that live, in nanoseconds and not in ticks of 10 ms. */
  static long cpuNanos(long pid) throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(of(pid).resolve("task"))) {
      for (Path thread : threads) {
        sum += runNanos(thread);
      }
    }
    return sum;
  }

  private static long runNanos(Path thread) throws IOException {
    try {
      String stat = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    } catch (NoSuchFileException e) {
      return 0; // it has ended meanwhile
    }
  }

  /** Since a process was made, in steps of 10 ms. */
  static long ageMillis(long pid) throws IOException {
    return ageMillis(Files.readString(of(pid).resolve("stat")), Files.readString(UPTIME));
  }

  static long ageMillis(String stat, String uptime) {
    // The second field is a name in parentheses, and may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    double now = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    return Math.round(now * 1000) - Long.parseLong(fields[START_TIME]) * MILLIS_A_TICK;
  }

  private static Path of(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }
}
