package io.coldshelf.driver.uhfreader;

import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.rfid.ModuleDriver;
import io.coldshelf.driver.rfid.ReaderOptions;
import io.coldshelf.profile.Connection;
import java.util.Optional;
import java.util.Set;

/**
 * Chafon's readers with the protocol of UHFReader18 or UHFReader288, in answering mode: {@code
 * serial:/dev/ttyUSB0?antennas=1,2}, or {@code tcp://192.168.1.190:6000}.
 *
 * <p>Options: {@code region} is {@code cn}, {@code us}, {@code kr} or {@code eu}; {@code power} 0
 * to 33 dBm in whole dBm; {@code antennas} from 1 to 8; {@code address} 0 to 254, where it is not
 * written whoever hears the question answers; {@code model} is {@code 18} or {@code 288}, where it
 * is not written the reader is asked. 57600 8N1 where nothing is written. The reader keeps region
 * and power when its power goes: there is no other way to set them, so each is only written where
 * it differs.
 */
public final class UhfReaderDriver extends ModuleDriver {

  private static final String MODEL = "model";

  private static final Family FAMILY =
      new Family(
          "uhfreader",
          6000,
          57_600,
          new ReaderOptions.Limits(UhfBand.BANDS.keySet(), 0, 33, true, 8, true, Set.of(MODEL)),
          (setup, options) ->
              new UhfDialect(options, generation(setup.connection()), setup.timeout()));

  /** A driver for real readers. */
  public UhfReaderDriver() {
    this(Lines.real());
  }

  /**
   * A driver on other lines.
   *
   * @param lines makes them
   */
  public UhfReaderDriver(Lines lines) {
    super(FAMILY, lines);
  }

  @Override
  public String bus(Connection connection) {
    Optional<Generation> _ = generation(connection);
    return super.bus(connection);
  }

  private static Optional<Generation> generation(Connection connection) {
    return connection
        .option(MODEL)
        .map(word ->
            Generation.of(word)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "'%s': model=%s is neither 18 nor 288".formatted(connection.url(), word))));
  }
}
