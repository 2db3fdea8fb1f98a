package io.coldshelf.driver.magicrf;

import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.rfid.ModuleDriver;
import io.coldshelf.driver.rfid.ReaderOptions;
import java.util.Set;

/**
 * Modules with MagicRF's M100 or QM100, one antenna each: {@code serial:/dev/ttyUSB0?region=eu}, or
 * {@code tcp://10.0.0.8:4001} behind a converter.
 *
 * <p>Options: {@code region} is {@code cn}, {@code us}, {@code eu} or {@code kr}; {@code power} 0
 * to 30 dBm in hundredths; {@code antennas} 1. 115200 8N1 where nothing is written. Region and
 * power are forgotten by the module when its power goes.
 */
public final class MagicRfDriver extends ModuleDriver {

  private static final Family FAMILY =
      new Family(
          "magicrf",
          4001,
          115_200,
          new ReaderOptions.Limits(
              MagicRfDialect.REGIONS.keySet(), 0, 30, false, 1, false, Set.of()),
          (setup, options) -> new MagicRfDialect(options, setup.timeout(), setup.clock()));

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
    super(FAMILY, lines);
  }
}
