package io.coldshelf.driver.llrp;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.profile.Connection;
import java.util.Set;

/**
 * RFID readers that speak LLRP 1.0.1, as all do: {@code llrp://10.0.0.20:5084}.
 *
 * <p>Options: {@code session} is the Gen2 session, 0 to 3, 1 where it is not written; {@code
 * reader} leaves that to the reader's own settings. {@code population} is about how many tags are
 * before an antenna, 32 where it is not written.
 */
public final class LlrpDriver implements Driver {

  /** The registered port. */
  public static final int PORT = 5084;

  private static final String SCHEME = "llrp";
  private static final Set<String> OPTIONS = Set.of("session", "population");

  private final Timing timing;

  /** A driver with the timing that suits real readers. */
  public LlrpDriver() {
    this(Timing.STANDARD);
  }

  LlrpDriver(Timing timing) {
    this.timing = timing;
  }

  @Override
  public String protocol() {
    return "llrp";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public String bus(Connection connection) {
    check(connection);
    return SCHEME + "://" + connection.host() + ":" + connection.portOr(PORT);
  }

  @Override
  public Device.Listening open(DeviceSetup setup) {
    check(setup.connection());
    return new LlrpReader(setup, Inventory.of(setup.connection()), timing);
  }

  private static void check(Connection connection) {
    if (!connection.scheme().equals(SCHEME) || connection.host().isEmpty()) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "' is not of the form llrp://host:5084");
    }
    for (String option : connection.options().keySet()) {
      if (!OPTIONS.contains(option)) {
        throw new IllegalArgumentException(
            "'" + connection.url() + "': no option " + option + "; there are " + OPTIONS);
      }
    }
  }
}
