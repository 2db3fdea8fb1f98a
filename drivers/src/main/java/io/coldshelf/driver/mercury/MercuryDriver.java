package io.coldshelf.driver.mercury;

import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.rfid.ModuleDriver;
import io.coldshelf.driver.rfid.ReaderOptions;
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
public final class MercuryDriver extends ModuleDriver {

  private static final Family FAMILY =
      new Family(
          "mercury",
          4001,
          115_200,
          new ReaderOptions.Limits(
              MercuryDialect.REGIONS.keySet(), 0, 32, false, 4, false, Set.of()),
          (setup, options) -> new MercuryDialect(options, setup.timeout()));

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
    super(FAMILY, lines);
  }
}
