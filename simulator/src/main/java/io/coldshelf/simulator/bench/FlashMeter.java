package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much is written to the disk. Two counters, neither of which tells all:
 *
 * <ul>
 *   <li>{@code write_bytes} of {@code /proc/self/io} (Linux, proc(5)): pages of the page cache that
 *       this process has made dirty, 4 KB each. With an fsync after each commit these are the pages
 *       that are written. It counts nobody else, but not the file system's own journal either.
 *   <li>{@code /sys/dev/block/MAJOR:MINOR/stat} (Linux, Documentation/block/stat.rst), field 7:
 *       sectors of 512 bytes that the device was given. It counts the file system's journal, and
 *       everybody else's writes too.
 * </ul>
 */
final class FlashMeter {

  private static final Path PROCESS = Path.of("/proc/self/io");
  private static final String WRITTEN = "write_bytes: ";
  private static final int SECTORS_WRITTEN = 6;
  private static final long SECTOR_BYTES = 512;

  private final Optional<Path> device;
  private long processBytes;
  private long deviceBytes;

  private FlashMeter(Optional<Path> device) {
    this.device = device;
  }

  /** Counts from now on. Nothing where this system has no such counter. */
  static Optional<FlashMeter> start(Path folder) throws IOException {
    if (!Files.isReadable(PROCESS)) {
      return Optional.empty();
    }
    FlashMeter meter = new FlashMeter(device(folder));
    meter.processBytes = process();
    meter.deviceBytes = meter.device().orElse(0);
    return Optional.of(meter);
  }

  /** What this process has written since the start. */
  long ofProcess() throws IOException {
    return process() - processBytes;
  }

  /** What the device was given since the start, by whomever. */
  OptionalLong ofDevice() throws IOException {
    OptionalLong now = device();
    return now.isEmpty() ? now : OptionalLong.of(now.getAsLong() - deviceBytes);
  }

  private static long process() throws IOException {
    for (String line : Files.readAllLines(PROCESS)) {
      if (line.startsWith(WRITTEN)) {
        return Long.parseLong(line.substring(WRITTEN.length()).strip());
      }
    }
    throw new IOException(PROCESS + " has no " + WRITTEN.strip());
  }

  private OptionalLong device() throws IOException {
    if (device.isEmpty()) {
      return OptionalLong.empty();
    }
    String[] fields = Files.readString(device.get()).strip().split("\\s+", -1);
    return OptionalLong.of(Long.parseLong(fields[SECTORS_WRITTEN]) * SECTOR_BYTES);
  }

  private static Optional<Path> device(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    if (!(Files.getAttribute(folder, "unix:dev") instanceof Long number)) {
      return Optional.empty();
    }
    // As the C library packs them (makedev(3)).
    long major = (number >>> 8 & 0xfff) | (number >>> 32 & ~0xfffL);
    long minor = (number & 0xff) | (number >>> 12 & ~0xffL);
    Path stat = Path.of("/sys/dev/block", major + ":" + (minor & 0xffffffL), "stat");
    return Files.isReadable(stat) ? Optional.of(stat) : Optional.empty();
  }
}
