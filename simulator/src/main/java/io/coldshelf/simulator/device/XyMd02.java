package io.coldshelf.simulator.device;

import java.util.OptionalInt;
import java.util.function.DoubleSupplier;

/**
 * The registers of an XY-MD02, a probe for temperature and humidity on RS-485 (vendor manual).
 *
 * <pre>
 *   input    1      temperature   two's complement, 0.1 °C     0xFF33 = -20.5 °C
 *            2      humidity      0.1 %
 *   holding  0x101  address       1 to 247
 *            0x102  baud rate     0 = 9600, 1 = 14400, 2 = 19200
 *            0x103  correction of the temperature, 0.1 °C
 *            0x104  correction of the humidity, 0.1 %
 * </pre>
 */
public final class XyMd02 implements Registers {

  private static final int BAUD_9600 = 0;

  private final int unit;
  private final DoubleSupplier celsius;
  private final DoubleSupplier percent;

  /**
   * A probe without corrections at 9600 baud.
   *
   * @param unit its address on the bus, 1 to 247
   * @param celsius the temperature at the probe, -40 to 60 °C; beyond, the probe says the nearest
   * @param percent the relative humidity at the probe, 0 to 100
   */
  public XyMd02(int unit, DoubleSupplier celsius, DoubleSupplier percent) {
    this.unit = unit;
    this.celsius = celsius;
    this.percent = percent;
  }

  @Override
  public OptionalInt input(int address) {
    return switch (address) {
      case 1 -> OptionalInt.of(tenths(celsius.getAsDouble(), -40, 60));
      case 2 -> OptionalInt.of(tenths(percent.getAsDouble(), 0, 100));
      default -> OptionalInt.empty();
    };
  }

  private static int tenths(double value, double low, double high) {
    return (int) Math.round(Math.clamp(value, low, high) * 10) & 0xFFFF;
  }

  @Override
  public OptionalInt holding(int address) {
    return switch (address) {
      case 0x101 -> OptionalInt.of(unit);
      case 0x102 -> OptionalInt.of(BAUD_9600);
      case 0x103, 0x104 -> OptionalInt.of(0);
      default -> OptionalInt.empty();
    };
  }
}
