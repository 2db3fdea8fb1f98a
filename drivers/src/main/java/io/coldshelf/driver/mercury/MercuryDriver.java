package io.coldshelf.driver.mercury;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.rfid.ModuleReader;
import io.coldshelf.driver.rfid.ReaderOptions;
import io.coldshelf.profile.Connection;
import java.util.Set;

/**
 * ThingMagic's modules with the Mercury serial protocol, M6e with up to four antennas and M6e Nano
 * with one: {@code serial:/dev/ttyUSB0?region=eu&antennas=1,2}, or {@code tcp://10.0.0.8:4001}
 * behind a converter.
 *
 * <p>Options: {@code region} is {@code us}, {@code eu}, {@code in}, {@code jp}, {@code cn}, {@code
 * kr}, {@code au} or {@code nz}; the module forgets it when its power goes, and does not send
 * without. {@code power} 0 to 32 dBm in hundredths; {@code antennas} from 1 to 4. 115200 8N1 where
 * nothing is written. Nothing that is set outlives a power cut.
 */
public final class MercuryDriver implements Driver {

  private static final int PORT = 4001;
  private static final int BAUD = 115_200;
  private static final ReaderOptions.Limits LIMITS =
      new ReaderOptions.Limits(MercuryDialect.REGIONS.keySet(), 0, 32, false, 4, false, Set.of());

  private final Lines lines;

  /** A driver for real modules. */
  public MercuryDriver() {
    this(Lines.real());
  }

  /**
   * A driver on other lines.
   *
   * @param lines makes them
   */
  public MercuryDriver(Lines lines) {
    this.lines = lines;
  }

  @Override
  public String protocol() {
    return "mercury";
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
        new MercuryDialect(options, setup.timeout()));
  }
}
