package io.coldshelf.driver.j1939;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.profile.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Vehicles by SAE J1939: {@code slcan:/dev/ttyACM0?bitrate=250} through an adapter on a serial
 * port, {@code slcan://host:port} behind a converter, {@code can:can0} at an interface of the
 * kernel's.
 *
 * <p>{@code bitrate} is that of the bus in kbit/s, 250 where none is written; {@code mode=normal}
 * opens an adapter that cannot listen only, which then acknowledges what it hears.
 */
public final class J1939Driver implements Driver {

  private static final String SLCAN = "slcan";
  private static final String CAN = "can";
  private static final int PORT = 3333;
  private static final Set<String> OPTIONS = Set.of("bitrate", "mode");
  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

  /** The numbers that adapters have for speeds in kbit/s. */
  private static final Map<String, Character> SPEEDS =
      Map.of(
          "10", '0', "20", '1', "50", '2', "100", '3', "125", '4', "250", '5', "500", '6', "800",
          '7', "1000", '8');

  private final Lines lines;
  private final SharedWires<CanBus> buses = new SharedWires<>(CanBus::close);

  /**
   * A driver over lines of one's own.
   *
   * @param lines makes the lines
   */
  public J1939Driver(Lines lines) {
    this.lines = lines;
  }

  @Override
  public String protocol() {
    return "j1939";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SLCAN, CAN);
  }

  @Override
  public String bus(Connection connection) {
    if (connection.scheme().equals(CAN)) {
      if (!INTERFACE.matcher(connection.path()).matches() || !connection.options().isEmpty()) {
        throw new IllegalArgumentException(
            "'" + connection.url() + "' is not of the form can:can0");
      }
      return CAN + ":" + connection.path();
    }
    if (!connection.scheme().equals(SLCAN)) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "' is not of the form slcan:/dev/ttyACM0 or can:can0");
    }
    Lines.checkOptions(connection, OPTIONS);
    char _ = speed(connection);
    boolean _ = listensOnly(connection);
    return Lines.wire(connection, PORT);
  }

  private static char speed(Connection connection) {
    Character speed = SPEEDS.get(connection.option("bitrate").orElse("250"));
    if (speed == null) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "': bitrate is 10, 20, 50, 100, 125, 250, 500, 800 or 1000");
    }
    return speed;
  }

  private static boolean listensOnly(Connection connection) {
    return switch (connection.option("mode").orElse("listen")) {
      case "listen" -> true;
      case "normal" -> false;
      default ->
          throw new IllegalArgumentException(
              "'" + connection.url() + "': mode is listen or normal");
    };
  }

  @Override
  public Device.Polled open(DeviceSetup setup) {
    SharedWires.Share<CanBus> share =
        buses.join(bus(setup.connection()), () -> make(setup.connection()));
    try {
      return new Vehicle(setup, share.wire(), share.leave());
    } catch (IllegalArgumentException e) {
      share.leave().run();
      throw e;
    }
  }

  private CanBus make(Connection connection) {
    return connection.scheme().equals(CAN)
        ? new CandumpBus(List.of("candump", "-L", connection.path()))
        : new SlcanBus(lines.line(connection, PORT), speed(connection), listensOnly(connection));
  }
}
