package io.coldshelf.driver.magicrf;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.rfid.ModuleReader;
import io.coldshelf.driver.rfid.ReaderOptions;
import io.coldshelf.profile.Connection;
import java.util.Set;

/**
 * Modules with MagicRF's M100 or QM100, one antenna each: {@code serial:/dev/ttyUSB0?region=eu}, or
 * {@code tcp://10.0.0.8:4001} behind a converter.
 *
 * <p>Options: {@code region} is {@code cn}, {@code us}, {@code eu} or {@code kr}; {@code power} 0
 * to 30 dBm in hundredths; {@code antennas} 1. 115200 8N1 where nothing is written. Region and
 * power are forgotten by the module when its power goes.
 */
public final class MagicRfDriver implements Driver {

  private static final int PORT = 4001;
  private static final int BAUD = 115_200;
  private static final ReaderOptions.Limits LIMITS =
      new ReaderOptions.Limits(MagicRfDialect.REGIONS.keySet(), 0, 30, false, 1, false, Set.of());

  private final Lines lines;

  /** A driver for real modules. */
  public MagicRfDriver() {
    this(Lines.real());
  }

  /**
   * A driver on other lines.
   *
   * @param lines makes them
   */
  public MagicRfDriver(Lines lines) {
    this.lines = lines;
  }

  @Override
  public String protocol() {
    return "magicrf";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("serial", "tcp");
  }

  @Override
  public String bus(Connection connection) {
    ReaderOptions _ = ReaderOptions.of(connection, LIMITS);
    return Lines.wire(connection, PORT);
  }

  @Override
  public Device.Listening open(DeviceSetup setup) {
    ReaderOptions options = ReaderOptions.of(setup.connection(), LIMITS);
    return new ModuleReader(
        setup,
        lines.line(ReaderOptions.atSpeed(setup.connection(), BAUD), PORT),
        new MagicRfDialect(options, setup.timeout(), setup.clock()));
  }
}
