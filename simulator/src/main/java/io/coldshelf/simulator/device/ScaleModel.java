package io.coldshelf.simulator.device;

/**
 * What a scale is.
 *
 * @param type as on its plate, {@code ICS425}
 * @param serial its serial number
 * @param unit in which it shows weights
 * @param decimals how many digits it shows after the point, 0 to 6
 * @param capacityKilograms above this it shows an overload
 */
public record ScaleModel(
    String type, String serial, Unit unit, int decimals, double capacityKilograms) {

  /** A bench scale of 15 kg that shows grams. */
  public static final ScaleModel BENCH_15_KG =
      new ScaleModel("ICS425", "B021593417", Unit.GRAM, 0, 15);

  /** The units of a display. */
  public enum Unit {
    /** A fifth of a gram. */
    CARAT("ct", 5000),
    /** A thousandth of a kilogram. */
    GRAM("g", 1000),
    /** Kilograms. */
    KILOGRAM("kg", 1),
    /** A millionth of a kilogram. */
    MILLIGRAM("mg", 1e6),
    /** Of force, at standard gravity. */
    NEWTON("N", 9.80665),
    /** The avoirdupois ounce, a sixteenth of a pound. */
    OUNCE("oz", 16 / 0.45359237),
    /** The avoirdupois pound. */
    POUND("lb", 1 / 0.45359237),
    /** A thousand kilograms. */
    TONNE("t", 0.001);

    private final String symbol;
    private final double perKilogram;

    Unit(String symbol, double perKilogram) {
      this.symbol = symbol;
      this.perKilogram = perKilogram;
    }

    String symbol() {
      return symbol;
    }

    double perKilogram() {
      return perKilogram;
    }
  }

  /** Ranges as said for the components; no quotation marks, which would end the text. */
  public ScaleModel {
    if (decimals < 0 || decimals > 6 || !(capacityKilograms > 0)) {
      throw new IllegalArgumentException(
          decimals + " decimals, capacity " + capacityKilograms + " kg");
    }
    if (type.indexOf('"') >= 0 || serial.indexOf('"') >= 0) {
      throw new IllegalArgumentException("a quotation mark in " + type + " or " + serial);
    }
  }
}
