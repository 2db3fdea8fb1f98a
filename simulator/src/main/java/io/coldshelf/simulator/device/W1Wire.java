package io.coldshelf.simulator.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * 1-Wire as the Linux kernel shows it, in a folder in place of {@code /sys}: one master with its
 * chips, which measure together when told to.
 *
 * <pre>
 *   bus/w1/devices/28-00000abcdef0 -&gt; devices/w1_bus_master1/28-00000abcdef0
 *   devices/w1_bus_master1/therm_bulk_read
 *   devices/w1_bus_master1/28-00000abcdef0/w1_slave
 * </pre>
 */
public final class W1Wire implements AutoCloseable {

  private static final Path MASTER = Path.of("devices", "w1_bus_master1");
  private static final Path BULK = MASTER.resolve("therm_bulk_read");
  private static final Path LISTED = Path.of("bus", "w1", "devices");

  private final LiveFolder folder;
  private final RandomGenerator random;
  private final Map<String, W1Chip> chips = new ConcurrentHashMap<>();
  private final AtomicInteger measurements = new AtomicInteger();

  /**
   * A wire without chips.
   *
   * @param sysfs a folder of its own
   * @param random makes the noise
   * @throws IOException when the folder cannot be written
   */
  public W1Wire(Path sysfs, RandomGenerator random) throws IOException {
    this.folder = new LiveFolder(sysfs);
    this.random = random;
    Files.createDirectories(sysfs.resolve(LISTED));
    folder.answering(BULK, "0\n", this::bulk);
  }

  /** The word makes everybody measure, and then results wait. */
  private String bulk(String heard) {
    if (!heard.equals("trigger\n")) {
      return heard;
    }
    measurements.incrementAndGet();
    return "1\n";
  }

  /**
   * Puts a chip on the wire.
   *
   * @param id its number, {@code 28-00000abcdef0}
   * @param celsius what it measures; beyond -55 to 125 °C it says the nearest
   * @throws IOException when the folder cannot be written
   */
  public void add(String id, DoubleSupplier celsius) throws IOException {
    chips.put(id, new W1Chip(Integer.parseInt(id.substring(0, 2), 16), celsius, random));
    comeBack(id);
  }

  /**
   * Makes a chip faulty, or well again.
   *
   * @param id which
   * @param fault what is wrong from now on
   */
  public void fault(String id, W1Fault fault) {
    chip(id).fault(fault);
    folder.file(MASTER.resolve(id).resolve("w1_slave"), chip(id)::slave);
  }

  private W1Chip chip(String id) {
    W1Chip chip = chips.get(id);
    if (chip == null) {
      throw new IllegalArgumentException("no " + id + " is on the wire");
    }
    return chip;
  }

  /**
   * A chip comes off the wire, and the kernel notices.
   *
   * @param id which
   * @throws IOException when the folder cannot be written
   */
  public void vanish(String id) throws IOException {
    folder.remove(LISTED.resolve(id));
    folder.remove(MASTER.resolve(id));
  }

  /**
   * A chip is on the wire again.
   *
   * @param id which
   * @throws IOException when the folder cannot be written
   */
  public void comeBack(String id) throws IOException {
    folder.file(MASTER.resolve(id).resolve("w1_slave"), chip(id)::slave);
    folder.link(LISTED.resolve(id), MASTER.resolve(id));
  }

  /**
   * Whoever reads the chip from now on gets no answer and no end.
   *
   * @param id which
   * @param asked told when somebody has tried
   * @throws IOException when the folder cannot be written
   */
  public void block(String id, Runnable asked) throws IOException {
    folder.block(MASTER.resolve(id).resolve("w1_slave"), asked);
  }

  /**
   * How often all chips have measured together.
   *
   * @return counted since the beginning
   */
  public int measurements() {
    return measurements.get();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
