package io.coldshelf.driver.gnss;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.profile.Connection;
import java.util.Set;

/**
 * Receivers that write NMEA 0183: {@code serial:/dev/ttyUSB0?baud=9600}, {@code
 * tcp://10.0.0.9:10110}.
 */
public final class NmeaDriver implements Driver {

  /** The registered port, NMEA 0183 navigational data. */
  public static final int PORT = 10_110;

  private final Lines lines;

  /** A driver on real lines. */
  public NmeaDriver() {
    this(Lines.real());
  }

  /**
   * A driver.
   *
   * @param lines makes them
   */
  public NmeaDriver(Lines lines) {
    this.lines = lines;
  }

  @Override
  public String protocol() {
    return "nmea";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("serial", "tcp");
  }

  @Override
  public String bus(Connection connection) {
    Lines.checkOptions(connection, Set.of());
    return Lines.wire(connection, PORT);
  }

  @Override
  public Device.Listening open(DeviceSetup setup) {
    String _ = bus(setup.connection());
    return new Receiver(setup, lines.line(setup.connection(), PORT), new Nmea());
  }
}
