package io.coldshelf.driver.llrp;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.tls.Trust;
import io.coldshelf.profile.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * RFID readers that speak LLRP: {@code llrp://10.0.0.20:5084}, or with TLS {@code
 * llrps://10.0.0.20:5085}.
 *
 * <p>Options: {@code session} is the Gen2 session, 0 to 3, 1 where it is not written; {@code
 * reader} leaves that to the reader's own settings. {@code population} is about how many tags are
 * before an antenna, 32 where it is not written. {@code antennas} are those to use, all where none
 * are written. {@code power} in dBm is left as the reader has it where it is not written. {@code
 * version} is {@code 1.0.1}, or {@code 1.1} to agree upon that with readers that speak it.
 */
public final class LlrpDriver implements Driver {

  /** The registered port. */
  public static final int PORT = 5084;

  /** The registered port with TLS. */
  public static final int TLS_PORT = 5085;

  private static final String PLAIN = "llrp";
  private static final String ENCRYPTED = "llrps";
  private static final Set<String> OPTIONS =
      new TreeSet<>(Set.of("antennas", "population", "power", "session", "version"));

  private static final Map<String, Integer> VERSIONS =
      Map.of("1.0.1", Message.VERSION_1_0_1, "1.1", Message.VERSION_1_1);

  /** No regulation lets a reader send with more, in dBm. */
  private static final double GREATEST_POWER = 36;

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
    return Set.of(PLAIN, ENCRYPTED);
  }

  @Override
  public String bus(Connection connection) {
    check(connection);
    return connection.scheme() + "://" + connection.host() + ":" + port(connection);
  }

  @Override
  public Device.Listening open(DeviceSetup setup) {
    Connection connection = setup.connection();
    check(connection);
    Wish wish =
        new Wish(
            Inventory.of(connection),
            power(connection),
            version(connection),
            connection.scheme().equals(ENCRYPTED)
                ? Optional.of(Trust.of(setup.access().authority()))
                : Optional.empty());
    return new LlrpReader(setup, wish, timing);
  }

  static int port(Connection connection) {
    return connection.portOr(connection.scheme().equals(ENCRYPTED) ? TLS_PORT : PORT);
  }

  private static OptionalDouble power(Connection connection) {
    Optional<String> written = connection.option("power");
    if (written.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double power = Double.parseDouble(written.get());
      if (power >= 0 && power <= GREATEST_POWER) {
        return OptionalDouble.of(power);
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of range.
    }
    throw new IllegalArgumentException(
        "'" + connection.url() + "': power is 0 to 36 in dBm, such as power=27.5");
  }

  private static int version(Connection connection) {
    String written = connection.option("version").orElse("1.0.1");
    Integer version = VERSIONS.get(written);
    if (version == null) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "': version is 1.0.1 or 1.1, not " + written);
    }
    return version;
  }

  private static void check(Connection connection) {
    if (!(connection.scheme().equals(PLAIN) || connection.scheme().equals(ENCRYPTED))
        || connection.host().isEmpty()) {
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
