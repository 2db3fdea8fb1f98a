package io.coldshelf.driver.spi;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.board.Board.SpiChip;
import io.coldshelf.driver.board.Measured;
import io.coldshelf.driver.board.Pause;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.model.Quality;
import io.coldshelf.profile.Wiring;
import java.io.IOException;

/**
 * The converter MAX31865 (data sheet 19-6478, tables 1 to 7). For each value the thermometer gets
 * its current, one conversion is made, and the current is taken away: it would warm it.
 *
 * <pre>
 *   R = code / 32768 * reference
 * </pre>
 */
final class Max31865 {

  /** Mode 1 or 3 (data sheet, "Serial Interface"). */
  static final int MODE = 1;

  static final int HERTZ = 500_000;

  private static final int WRITE = 0x80;
  private static final int CONFIGURATION = 0x00;
  private static final int RESISTANCE = 0x01;

  private static final int BIAS = 0x80;
  private static final int ONE_SHOT = 0x20;
  private static final int THREE_WIRES = 0x10;
  private static final int CLEAR_FAULT = 0x02;
  private static final int FILTER_50_HERTZ = 0x01;

  /** What of the configuration stays as it was written. */
  private static final int LASTING = BIAS | THREE_WIRES | FILTER_50_HERTZ;

  /** Ten time constants of the filter that boards have at the thermometer. */
  private static final long BIAS_MILLIS = 10;

  /** One conversion with the slower filter, at most. */
  private static final long CONVERSION_MILLIS = 66;

  private static final int FULL = 32_768;

  private final Wiring.Spi wiring;
  private final Pause pause;

  Max31865(Wiring.Spi wiring, Pause pause) {
    this.wiring = wiring;
    this.pause = pause;
  }

  Measured measure(SpiChip chip) throws IOException, InterruptedException {
    int lasting =
        (wiring.threeWires() ? THREE_WIRES : 0) | (wiring.mainsHertz() == 50 ? FILTER_50_HERTZ : 0);
    write(chip, lasting | BIAS | CLEAR_FAULT);
    try {
      int heard = chip.transfer(new byte[] {CONFIGURATION, 0})[1] & LASTING;
      if (heard != (lasting | BIAS)) {
        throw new LineException(
            Fault.Kind.SILENT,
            "no MAX31865 answers at spi:" + wiring.bus() + "." + wiring.select(),
            "Check its power, clock, SDI, SDO and chip select.");
      }
      pause.of(BIAS_MILLIS);
      write(chip, lasting | BIAS | ONE_SHOT);
      pause.of(CONVERSION_MILLIS);
      byte[] word = chip.transfer(new byte[] {RESISTANCE, 0, 0});
      return value((word[1] & 0xFF) << 8 | (word[2] & 0xFF));
    } finally {
      write(chip, lasting);
    }
  }

  private static void write(SpiChip chip, int configuration) throws IOException {
    byte[] _ = chip.transfer(new byte[] {(byte) (WRITE | CONFIGURATION), (byte) configuration});
  }

  /** The lowest bit says that the thermometer is broken, shorted or not there. */
  private Measured value(int word) {
    if ((word & 1) != 0) {
      return Measured.none(Quality.BAD_SENSOR_FAILURE);
    }
    int code = word >> 1;
    if (code == 0 || code == FULL - 1) {
      return Measured.none(Quality.BAD_OUT_OF_RANGE);
    }
    double ohm = (double) code / FULL * wiring.referenceOhm();
    return Measured.good(Platinum.celsius(ohm / wiring.nominalOhm()));
  }
}
