package io.coldshelf.edge;

import io.coldshelf.driver.Driver;
import io.coldshelf.driver.board.Board;
import io.coldshelf.driver.board.Pi4jBoard;
import io.coldshelf.driver.coap.CoapDriver;
import io.coldshelf.driver.gnss.GpsdDriver;
import io.coldshelf.driver.gnss.NmeaDriver;
import io.coldshelf.driver.gpio.GpioDriver;
import io.coldshelf.driver.i2c.I2cDriver;
import io.coldshelf.driver.j1939.J1939Driver;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.driver.magicrf.MagicRfDriver;
import io.coldshelf.driver.mercury.MercuryDriver;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.driver.mqtt.Identity;
import io.coldshelf.driver.mqtt.MqttDriver;
import io.coldshelf.driver.opcua.OpcUaDriver;
import io.coldshelf.driver.r2000.R2000Driver;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.driver.spi.SpiDriver;
import io.coldshelf.driver.sysfs.SysfsDriver;
import io.coldshelf.driver.uhfreader.UhfReaderDriver;
import io.coldshelf.driver.w1.W1Driver;
import io.coldshelf.profile.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The drivers, by their protocol's name in profiles. Each is made when the first device asks for
 * it: a protocol that the configuration does not use costs no memory.
 */
public final class DriverCatalogue {

  private final Optional<String> gateway;
  private final Optional<Path> keys;
  private final Optional<Lines> lines;
  private final Map<String, Driver> made = new HashMap<>();
  private Optional<Board> board = Optional.empty();

  /**
   * All drivers, for somebody who looks at a device by hand and takes nothing from the agent.
   *
   * @param data the agent's data directory, whose keys are used; nothing for keys of the moment
   * @param lines makes the lines where a driver takes some; nothing for real ones
   */
  public DriverCatalogue(Optional<Path> data, Optional<Lines> lines) {
    this(Optional.empty(), data.map(DriverCatalogue::keys).filter(Files::isDirectory), lines);
  }

  private DriverCatalogue(Optional<String> gateway, Optional<Path> keys, Optional<Lines> lines) {
    this.gateway = gateway;
    this.keys = keys;
    this.lines = lines;
  }

  /**
   * All drivers of a gateway's agent.
   *
   * @param gateway the gateway's id
   * @param data its data directory, in which drivers keep the gateway's own keys
   */
  public DriverCatalogue(String gateway, Path data) {
    this(Optional.of(gateway), Optional.of(keys(data)), Optional.empty());
  }

  /**
   * The driver of a protocol.
   *
   * @param protocol as in a profile
   * @return the one driver for it
   * @throws IllegalArgumentException when there is none
   */
  public Driver driver(String protocol) {
    return made.computeIfAbsent(protocol, this::make);
  }

  /** No references to constructors: linking one loads its class, used or not. */
  private Driver make(String code) {
    Protocol protocol =
        Protocol.of(code)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no driver speaks '" + code + "'; there are " + protocols()));
    return switch (protocol) {
      case AD, CAS, DINI_ARGEO, MT_SICS, OHAUS, RADWAG, SARTORIUS, SMA, TOLEDO ->
          new ScaleDriver(protocol, lines());
      case COAP -> new CoapDriver(InstantSource.system());
      case GPSD -> new GpsdDriver(lines());
      case GPIO -> new GpioDriver(board());
      case I2C -> new I2cDriver(board());
      case J1939 -> new J1939Driver(lines());
      case LLRP -> new LlrpDriver();
      case MAGICRF -> new MagicRfDriver(lines());
      case MERCURY -> new MercuryDriver(lines());
      case MODBUS -> new ModbusDriver(lines());
      case MQTT -> new MqttDriver(identity(), InstantSource.system());
      case NMEA -> new NmeaDriver(lines());
      case OPC_UA, OPC_UA_AUTOID -> new OpcUaDriver(protocol, keys);
      case R2000 -> new R2000Driver(lines());
      case SPI -> new SpiDriver(board());
      case SYSFS -> new SysfsDriver();
      case UHFREADER -> new UhfReaderDriver(lines());
      case W1 -> new W1Driver();
    };
  }

  private static Path keys(Path data) {
    return data.resolve("keys");
  }

  /** Made here, so that nothing of lines is loaded where no driver has one. */
  private Lines lines() {
    return lines.orElseGet(Lines::real);
  }

  /** The gateway's own, for whichever of its drivers asks first. */
  private Board board() {
    if (board.isEmpty()) {
      board = Optional.of(new Pi4jBoard());
    }
    return board.get();
  }

  private Identity identity() {
    return gateway
        .map(Identity::of)
        .orElseGet(() -> Identity.looking(ProcessHandle.current().pid()));
  }

  /**
   * What can be spoken.
   *
   * @return the protocols' names, sorted
   */
  public Set<String> protocols() {
    return Arrays.stream(Protocol.values())
        .map(Protocol::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
