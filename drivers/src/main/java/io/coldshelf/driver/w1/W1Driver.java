package io.coldshelf.driver.w1;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.SensorQuantity;
import io.coldshelf.profile.Wiring;
import java.nio.file.Path;
import java.util.Set;

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

  private final Path devices;
  private final W1Bus.Pause pause;
  private final SharedWires<W1Bus> buses = new SharedWires<>(W1Bus::close);

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
    return wiring(connection).master();
  }

  @Override
  public Device open(DeviceSetup setup) {
    Wiring.OneWire wiring = wiring(setup.connection());
    Wiring.check(wiring, setup.profile());
    PointProfile point = point(setup);
    SharedWires.Share<W1Bus> share =
        buses.join(wiring.master(), () -> new W1Bus(devices, wiring.master(), pause));
    W1Bus bus = share.wire();
    bus.add(wiring.id());
    return new W1Thermometer(
        setup,
        point,
        wiring,
        bus,
        () -> {
          bus.remove(wiring.id());
          share.leave().run();
        });
  }

  private static Wiring.OneWire wiring(Connection connection) {
    if (Wiring.of(connection) instanceof Wiring.OneWire wire) {
      return wire;
    }
    throw new IllegalArgumentException("'" + connection.url() + "' is not on 1-Wire");
  }

  private static PointProfile point(DeviceSetup setup) {
    String profile = setup.profile().name();
    if (setup.profile().points().size() != 1) {
      throw new IllegalArgumentException(profile + ": a thermometer on 1-Wire has one point");
    }
    PointProfile point = setup.profile().points().getFirst();
    if (!(point.source().orElse(null) instanceof SensorQuantity)) {
      throw new IllegalArgumentException(
          profile + ": the point " + point.name() + " names no sensor");
    }
    return point;
  }
}
