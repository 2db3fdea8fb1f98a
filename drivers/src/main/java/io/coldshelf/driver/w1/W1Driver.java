package io.coldshelf.driver.w1;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.SensorQuantity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Thermometers on 1-Wire (Maxim DS18B20 and its kin), by the kernel's {@code w1_slave}.
 *
 * <pre>
 *   w1:28-00000abcdef0                         the chip's number, as in /sys/bus/w1/devices
 *   w1:28-00000abcdef0?master=w1_bus_master2   on another wire than the first
 * </pre>
 *
 * <p>All chips of one master share a bus. Neither the number of a chip nor what it measures comes
 * from {@code temperature}, which gives values whose check was wrong.
 *
 * <table>
 * <caption>What becomes of what is read</caption>
 * <tr><td>right check, {@code YES} in capitals or not</td><td>good</td></tr>
 * <tr><td>wrong check, {@code NO}</td><td>bad, encoding</td></tr>
 * <tr><td>all zeros with a right check: the wire is shorted</td><td>bad, sensor failure</td></tr>
 * <tr><td>85 °C from a chip that was just switched on, 127.937 °C</td>
 *     <td>bad, sensor failure</td></tr>
 * <tr><td>nothing, or all ones</td><td>fault, silent</td></tr>
 * <tr><td>no directory of that number</td><td>fault, unreachable</td></tr>
 * <tr><td>no end of it within the timeout</td><td>fault, silent</td></tr>
 * </table>
 */
public final class W1Driver implements Driver {

  private static final String MASTER = "master";
  private static final String FIRST_MASTER = "w1_bus_master1";
  private static final Pattern MASTER_NAME = Pattern.compile("w1_bus_master[0-9]{1,4}");

  private final Path devices;
  private final W1Bus.Pause pause;
  private final Map<String, W1Bus> buses = new HashMap<>();

  /** A driver for this machine's wires. */
  public W1Driver() {
    this(Path.of("/sys"));
  }

  /**
   * A driver that finds the kernel's files elsewhere.
   *
   * @param sysfs in place of {@code /sys}
   */
  public W1Driver(Path sysfs) {
    this(sysfs, Thread::sleep);
  }

  W1Driver(Path sysfs, W1Bus.Pause pause) {
    this.devices = sysfs.resolve("bus").resolve("w1").resolve("devices");
    this.pause = pause;
  }

  @Override
  public String protocol() {
    return "w1";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("w1");
  }

  @Override
  public String bus(Connection connection) {
    for (String option : connection.options().keySet()) {
      if (!option.equals(MASTER)) {
        throw new IllegalArgumentException(
            "'%s': unknown option '%s'; known is %s".formatted(connection.url(), option, MASTER));
      }
    }
    W1Id _ = W1Id.of(connection);
    String master = connection.option(MASTER).orElse(FIRST_MASTER);
    if (!MASTER_NAME.matcher(master).matches()) {
      throw new IllegalArgumentException(
          "'%s': '%s' is no master such as %s".formatted(connection.url(), master, FIRST_MASTER));
    }
    return master;
  }

  @Override
  public Device open(DeviceSetup setup) {
    String wire = bus(setup.connection());
    W1Id id = W1Id.of(setup.connection());
    PointProfile point = point(setup, id);
    W1Bus bus = join(wire, id);
    AtomicBoolean open = new AtomicBoolean(true);
    return new W1Thermometer(
        setup,
        point,
        id,
        bus,
        () -> {
          if (open.compareAndSet(true, false)) {
            leave(wire, id, bus);
          }
        });
  }

  private static PointProfile point(DeviceSetup setup, W1Id id) {
    String profile = setup.profile().name();
    if (setup.profile().points().size() != 1) {
      throw new IllegalArgumentException(profile + ": a thermometer on 1-Wire has one point");
    }
    PointProfile point = setup.profile().points().getFirst();
    if (!(point.source().orElse(null) instanceof SensorQuantity sensor)) {
      throw new IllegalArgumentException(
          profile + ": the point " + point.name() + " names no sensor");
    }
    if (sensor.chip().number() != id.family()) {
      throw new IllegalArgumentException(
          "%s: %s is of family %02x, a %s of family %02x"
              .formatted(
                  setup.name(),
                  id.name(),
                  id.family(),
                  sensor.chip().code(),
                  sensor.chip().number()));
    }
    return point;
  }

  private synchronized W1Bus join(String wire, W1Id id) {
    W1Bus bus = buses.computeIfAbsent(wire, name -> new W1Bus(devices, name, pause));
    bus.add(id.name());
    return bus;
  }

  private synchronized void leave(String wire, W1Id id, W1Bus bus) {
    if (bus.remove(id.name()) && buses.remove(wire, bus)) {
      bus.close();
    }
  }
}
