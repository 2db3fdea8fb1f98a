package io.coldshelf.driver.gnss;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.profile.Connection;
import java.util.Set;

/** Receivers that gpsd holds: {@code gpsd://127.0.0.1:2947}. */
public final class GpsdDriver implements Driver {

  /** The registered port. */
  public static final int PORT = 2947;

  private static final String SCHEME = "gpsd";

  private final Lines lines;

  /** A driver on real connections. */
  public GpsdDriver() {
    this(Lines.real());
  }

  /**
   * A driver.
   *
   * @param lines makes the connections
   */
  public GpsdDriver(Lines lines) {
    this.lines = lines;
  }

  @Override
  public String protocol() {
    return SCHEME;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public String bus(Connection connection) {
    if (!connection.scheme().equals(SCHEME) || connection.host().isEmpty()) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "' is not of the form gpsd://127.0.0.1:2947");
    }
    if (!connection.options().isEmpty()) {
      throw new IllegalArgumentException("'" + connection.url() + "' has options; there are none");
    }
    return SCHEME + "://" + Lines.wire(connection, PORT);
  }

  @Override
  public Device.Listening open(DeviceSetup setup) {
    String _ = bus(setup.connection());
    return new Receiver(setup, lines.line(setup.connection(), PORT), new Gpsd());
  }
}
