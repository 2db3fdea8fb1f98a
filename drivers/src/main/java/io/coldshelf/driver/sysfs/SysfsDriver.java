package io.coldshelf.driver.sysfs;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.KernelChannel;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Wiring;
import java.nio.file.Path;
import java.util.Set;

/**
 * Sensors whose chip is read by a driver of the Linux kernel.
 *
 * <pre>
 *   hwmon:sht3x                                    the first and only chip of the name
 *   hwmon:sht3x?at=1-0044                          the one at address 0x44 of /dev/i2c-1
 *   iio:hx711?zero=8421504&amp;countsPerKg=21480       a load cell with its calibration
 * </pre>
 *
 * <p>The kernel numbers its devices anew at every start, so they are looked for by the name that
 * their driver gives, and where there are several by a part of the path to the chip.
 */
public final class SysfsDriver implements Driver {

  private final Path sysfs;

  /** A driver for this machine's sensors. */
  public SysfsDriver() {
    this(Path.of("/sys"));
  }

  /**
   * A driver that finds the kernel's files elsewhere.
   *
   * @param sysfs in place of {@code /sys}
   */
  public SysfsDriver(Path sysfs) {
    this.sysfs = sysfs;
  }

  @Override
  public String protocol() {
    return "sysfs";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("hwmon", "iio");
  }

  @Override
  public String bus(Connection connection) {
    Wiring.Kernel wiring = wiring(connection);
    return wiring.subsystem() + ":" + wiring.name() + wiring.at().map(at -> " at " + at).orElse("");
  }

  @Override
  public Device open(DeviceSetup setup) {
    Wiring.Kernel wiring = wiring(setup.connection());
    Wiring.check(wiring, setup.profile());
    for (PointProfile point : setup.profile().points()) {
      if (!(point.source().orElse(null) instanceof KernelChannel)) {
        throw new IllegalArgumentException(
            setup.profile().name() + ": the point " + point.name() + " has no channel");
      }
    }
    return new KernelSensor(
        setup, wiring, new Whereabouts(sysfs, wiring), new KernelFiles(bus(setup.connection())));
  }

  private static Wiring.Kernel wiring(Connection connection) {
    if (Wiring.of(connection) instanceof Wiring.Kernel kernel) {
      return kernel;
    }
    throw new IllegalArgumentException("'" + connection.url() + "' is no sensor of the kernel's");
  }
}
