package io.coldshelf.driver.i2c;

import io.coldshelf.driver.board.Board.I2cChip;
import io.coldshelf.driver.board.Measured;
import io.coldshelf.driver.board.Pause;
import io.coldshelf.model.Quality;
import io.coldshelf.profile.SensorQuantity.Quantity;
import java.io.IOException;
import java.util.Map;

/**
 * Sensirion's SHT3x and SHT4x: a command, a wait, and two words with a check each. The clock is not
 * stretched, since some gateways' buses hang on that.
 *
 * <pre>
 *   T = -45 + 175 * word / 65535 °C
 *   SHT3x: RH = 100 * word / 65535 %       SHT4x: RH = -6 + 125 * word / 65535 %, from 0 to 100
 * </pre>
 */
enum Sht implements SensorChip {
  /** High repeatability, at most 15.5 ms (data sheet 4.3 and table 4). */
  SHT3X(new byte[] {0x24, 0x00}, 16, 0, 100),
  /** High precision, at most 8.3 ms (data sheet 4.5 and table 4). */
  SHT4X(new byte[] {(byte) 0xFD}, 9, -6, 125);

  private static final double FULL = 65_535;
  private static final int ANSWER_BYTES = 6;

  @SuppressWarnings("ImmutableEnumChecker") // Never changed.
  private final byte[] command;

  private final int waitMillis;
  private final double humidityAtZero;
  private final double humiditySpan;

  Sht(byte[] command, int waitMillis, double humidityAtZero, double humiditySpan) {
    this.command = command;
    this.waitMillis = waitMillis;
    this.humidityAtZero = humidityAtZero;
    this.humiditySpan = humiditySpan;
  }

  @Override
  public Map<Quantity, Measured> measure(I2cChip on, Pause pause)
      throws IOException, InterruptedException {
    on.write(command);
    pause.of(waitMillis);
    byte[] answer = on.read(ANSWER_BYTES);
    return Map.of(
        Quantity.TEMPERATURE, value(answer, 0, -45, 175),
        Quantity.HUMIDITY, clipped(value(answer, 3, humidityAtZero, humiditySpan)));
  }

  private static Measured value(byte[] answer, int at, double zero, double span) {
    if (crc(answer[at], answer[at + 1]) != (answer[at + 2] & 0xFF)) {
      return Measured.none(Quality.BAD_ENCODING);
    }
    int word = (answer[at] & 0xFF) << 8 | (answer[at + 1] & 0xFF);
    return Measured.good(zero + span * word / FULL);
  }

  /** The SHT4x's formula goes a little beyond both ends (data sheet 4.6). */
  private static Measured clipped(Measured humidity) {
    return humidity.quality().isBad()
        ? humidity
        : Measured.good(Math.clamp(humidity.value(), 0, 100));
  }

  /** x^8 + x^5 + x^4 + 1, high bit first, begun with 0xFF (data sheet SHT3x, 4.12). */
  static int crc(byte... word) {
    int crc = 0xFF;
    for (byte each : word) {
      crc ^= each & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ 0x131;
      }
    }
    return crc;
  }
}
