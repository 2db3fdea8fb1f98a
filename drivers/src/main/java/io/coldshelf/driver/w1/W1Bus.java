package io.coldshelf.driver.w1;

import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.driver.line.LineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One wire with its thermometers. Where the kernel can, all of them measure at once: then the wire
 * is busy for 750 ms whatever their number, and not once for each.
 *
 * <p>Such a result waits in the kernel until it is read, however old it is then. So one that was
 * not asked for here, or too long ago, is never used: everything measures anew.
 */
final class W1Bus implements AutoCloseable {

  /** A result of a common measurement that is older than this is measured anew. */
  static final Duration FRESH = Duration.ofSeconds(2);

  /** How often to look whether a common measurement is done. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** So long a common measurement may take; the slowest chips need 750 ms. */
  private static final int MOST_LOOKS = 100;

  private static final String TRIGGER = "trigger\n";

  /** States of a common measurement: nothing waits; results wait. Anything else: it goes on. */
  private static final String NONE = "0";

  private static final String WAITING = "1";

  private final Path devices;
  private final KernelFiles files;
  private final Pause pause;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /** When a chip's result was measured that has not been read yet; for the other thread alone. */
  private final Map<String, Long> measured = new HashMap<>();

  /** Lets time go by. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  W1Bus(Path devices, String name, Pause pause) {
    this.devices = devices;
    this.files = new KernelFiles(name);
    this.pause = pause;
  }

  /** What the kernel says of a chip, and when it was so. */
  record Said(String text, long timeMillis) {}

  void add(String id) {
    open.add(id);
  }

  void remove(String id) {
    open.remove(id);
  }

  Said read(String id, Duration timeout, InstantSource clock) throws LineException {
    return files.call(() -> measure(id, clock), timeout);
  }

  private Said measure(String id, InstantSource clock) throws IOException, InterruptedException {
    Path device = devices.resolve(id);
    if (!Files.isDirectory(device)) {
      throw absent(id);
    }
    Path slave = device.resolve("w1_slave");
    Path bulk = device.toRealPath().resolveSibling("therm_bulk_read");
    Long at = measured.remove(id);
    if (at == null || clock.millis() - at > FRESH.toMillis()) {
      at = prepare(slave, bulk, clock);
      measured.remove(id);
    }
    String text = KernelFiles.read(slave);
    return new Said(text, at >= 0 ? at : clock.millis());
  }

  /** Sees to it that the next read gives a fresh value; when it was measured, -1 for by itself. */
  private long prepare(Path slave, Path bulk, InstantSource clock)
      throws IOException, InterruptedException {
    if (Files.isWritable(bulk)) {
      KernelFiles.write(bulk, TRIGGER);
      for (int i = 0; i < MOST_LOOKS && !says(bulk, WAITING) && !says(bulk, NONE); i++) {
        pause.of(LOOK_EVERY);
      }
      if (says(bulk, WAITING)) {
        long now = clock.millis();
        open.forEach(each -> measured.put(each, now));
        return now;
      }
    } else if (Files.isReadable(bulk) && says(bulk, WAITING)) {
      // Somebody else asked for it, who knows when; a read takes it away.
      String _ = KernelFiles.read(slave);
    }
    return -1;
  }

  private static boolean says(Path bulk, String state) throws IOException {
    return KernelFiles.read(bulk).strip().equals(state);
  }

  private IOException absent(String id) {
    return Files.isDirectory(devices)
        ? new LineException(
            "no " + id + " is on the wire",
            "Check its wiring and its number: 'ls " + devices + "' lists what is there.")
        : new LineException(
            "this machine has no 1-Wire",
            "Enable it: on a Raspberry Pi with dtoverlay=w1-gpio in /boot/firmware/config.txt.");
  }

  @Override
  public void close() {
    files.close();
  }
}
