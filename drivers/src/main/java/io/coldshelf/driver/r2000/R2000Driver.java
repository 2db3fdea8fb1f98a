package io.coldshelf.driver.r2000;

import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.rfid.ModuleDriver;
import io.coldshelf.driver.rfid.ReaderOptions;
import java.util.Set;

/**
 * Readers with Impinj's R2000 behind the protocol that begins with A0, up to eight antennas: {@code
 * serial:/dev/ttyUSB0?antennas=1,2}, or {@code tcp://192.168.0.178:4001}.
 *
 * <p>Options: {@code region} is {@code us}, {@code eu} or {@code cn}; {@code power} 20 to 33 dBm in
 * whole dBm; {@code antennas} from 1 to 8; {@code address} 0 to 254, where it is not written
 * whoever hears the question answers. 115200 8N1 where nothing is written. The power is forgotten
 * when the reader's power goes. The region is kept: there is no other way to set it, so it is only
 * written where it differs.
 */
public final class R2000Driver extends ModuleDriver {

  private static final Family FAMILY =
      new Family(
          "r2000",
          4001,
          115_200,
          new ReaderOptions.Limits(R2000Dialect.BANDS.keySet(), 20, 33, true, 8, true, Set.of()),
          (setup, options) -> new R2000Dialect(options, setup.timeout()));

  /** A driver for real readers. */
  public R2000Driver() {
    this(Lines.real());
  }

  /**
   * A driver on other lines.
   *
   * @param lines makes them
   */
  public R2000Driver(Lines lines) {
    super(FAMILY, lines);
  }
}
