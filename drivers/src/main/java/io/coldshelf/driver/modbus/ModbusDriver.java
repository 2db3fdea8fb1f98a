package io.coldshelf.driver.modbus;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Dialogue;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.line.SerialSettings;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.PointProfile;
import java.time.Duration;
import java.util.Set;

/**
 * Modbus: most probes, controllers and load-cell transmitters (MODBUS Application Protocol V1.1b3).
 * What a model measures and where it keeps it is all in its profile; there is no code for any one
 * model.
 *
 * <pre>
 *   modbus-rtu:/dev/ttyUSB0?baud=9600&amp;parity=none&amp;unit=1   a serial line
 *   modbus-tcp://10.0.0.7:502?unit=1                       Modbus TCP, also a gateway's
 *   modbus-rtu://10.0.0.8:4196?unit=1                      serial frames through a plain converter
 * </pre>
 *
 * <p>{@code unit} is 1 where nothing is said; {@code baud}, {@code data}, {@code parity} and {@code
 * stop} are 9600, 8, {@code none} and 1.
 *
 * <p>A poll asks for neighbouring registers at once. A device that refuses such a request is asked
 * for less at a time, and the answer to that is remembered. The first request that stays without an
 * answer ends a poll, so a silent device takes its timeout once, however many points it has.
 * Registers that were read before it are kept, the others are missing with the reason.
 *
 * <p>A wire belongs to all its units: their devices share one line, opened by the first read and
 * closed with the last device. An answer counts only with the unit, function, length and checksum
 * or transaction number that were asked for.
 */
public final class ModbusDriver implements Driver {

  private static final int PORT = 502;
  private static final Set<String> OPTIONS = Set.of("unit");
  private static final String RTU = "modbus-rtu";
  private static final String TCP = "modbus-tcp";
  private static final int GREATEST_RTU_UNIT = 247;

  /** Above this speed the gap between frames is fixed (MODBUS over Serial Line V1.02, 2.5.1.1). */
  private static final int FIXED_GAP_BAUD = 19_200;

  private static final Duration FIXED_GAP = Duration.ofNanos(1_750_000);
  private static final double GAP_CHARACTERS = 3.5;

  /** Quiet to wait for after a failed exchange; longer than any device pauses within a reply. */
  private static final Duration LONG_GAP = Duration.ofMillis(50);

  private final Lines lines;
  private final SharedWires<Wire> wires = new SharedWires<>(wire -> wire.bus().close());

  /** A driver for real devices. */
  public ModbusDriver() {
    this(Lines.real());
  }

  /**
   * A driver on other lines.
   *
   * @param lines makes them
   */
  public ModbusDriver(Lines lines) {
    this.lines = lines;
  }

  /** A wire, and in which manner all devices on it are spoken to. */
  private record Wire(ModbusBus bus, String manner) {}

  @Override
  public String protocol() {
    return "modbus";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(TCP, RTU);
  }

  @Override
  public String bus(Connection connection) {
    Lines.checkOptions(connection, OPTIONS);
    unit(connection);
    return Lines.wire(connection, PORT);
  }

  @Override
  public Device open(DeviceSetup setup) {
    for (PointProfile point : setup.profile().points()) {
      checkRegister(setup.profile().name(), point);
    }
    if (setup.profile().points().isEmpty()) {
      throw new IllegalArgumentException(setup.profile().name() + ": no points to read");
    }
    SharedWires.Share<Wire> share = join(bus(setup.connection()), setup);
    return new ModbusDevice(setup, unit(setup.connection()), share.wire().bus(), share.leave());
  }

  private static void checkRegister(String profile, PointProfile point) {
    ModbusRegister register =
        Span.registerOf(point)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    profile + ": the point " + point.name() + " has no register"));
    if (register.end() > 0x10000) {
      throw new IllegalArgumentException(
          profile + ": the point " + point.name() + " goes beyond register 65535");
    }
  }

  private static int unit(Connection connection) {
    int unit = connection.intOption("unit", 1);
    boolean rtu = connection.scheme().equals(RTU);
    int least = rtu ? 1 : 0;
    int greatest = rtu ? GREATEST_RTU_UNIT : 0xFF;
    if (unit < least || unit > greatest) {
      throw new IllegalArgumentException(
          "'%s': unit=%d is not within %d to %d"
              .formatted(connection.url(), unit, least, greatest));
    }
    return unit;
  }

  private SharedWires.Share<Wire> join(String name, DeviceSetup setup) {
    Connection connection = setup.connection();
    String manner = manner(connection);
    SharedWires.Share<Wire> share =
        wires.join(name, () -> new Wire(bus(connection, lines), manner));
    if (!share.wire().manner().equals(manner)) {
      share.leave().run();
      throw new IllegalArgumentException(
          "%s is on %s as %s, where others are %s already; one wire has one manner"
              .formatted(setup.name(), name, manner, share.wire().manner()));
    }
    return share;
  }

  private static String manner(Connection connection) {
    return connection.host().isEmpty()
        ? connection.scheme() + " " + SerialSettings.of(connection)
        : connection.scheme();
  }

  private static ModbusBus bus(Connection connection, Lines lines) {
    boolean rtu = connection.scheme().equals(RTU);
    Duration gap = rtu ? gap(SerialSettings.of(connection)) : Duration.ZERO;
    Dialogue dialogue =
        new Dialogue(lines.line(connection, PORT), gap, rtu ? LONG_GAP : Duration.ZERO);
    return new ModbusBus(dialogue, rtu ? new RtuFraming() : new TcpFraming());
  }

  static Duration gap(SerialSettings settings) {
    return settings.baud() > FIXED_GAP_BAUD ? FIXED_GAP : settings.time(GAP_CHARACTERS);
  }
}
