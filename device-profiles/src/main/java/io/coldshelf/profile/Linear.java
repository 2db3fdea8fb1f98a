package io.coldshelf.profile;

import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.math.BigDecimal;

/**
 * How what a device gives becomes a value in the point's unit: value = given * scale + offset.
 *
 * @param scale what one of what is given is worth; finite, not 0
 * @param offset added after scaling, in the point's unit; finite
 */
public record Linear(double scale, double offset) {

  private static final double GREATEST = 1e9;

  /** Scale and offset as said. */
  public Linear {
    check(scale, offset);
  }

  /** Throws IllegalArgumentException where they are not as said. */
  static void check(double scale, double offset) {
    if (!(Math.abs(scale) > 0) || !Double.isFinite(scale) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException("scale " + scale + " and offset " + offset);
    }
  }

  /** Reads {@code scale}, 1 where it is not written, and {@code offset}, 0 where it is not. */
  static Linear of(YamlMapping source) {
    YamlValue scale = source.optional("scale");
    double factor = number(scale, 1);
    if (factor == 0) {
      scale.mistake(
          "'scale' is 0", "write what one of what the device gives is worth, for example 0.1");
      factor = 1;
    }
    return new Linear(factor, number(source.optional("offset"), 0));
  }

  private static double number(YamlValue value, double otherwise) {
    return value.isWritten() ? value.number(-GREATEST, GREATEST) : otherwise;
  }

  /**
   * Converts in decimals, so that 42 tenths are 4.2 and not a little more.
   *
   * @param given by the device
   * @return the value in the point's unit
   */
  public double value(BigDecimal given) {
    return given.multiply(BigDecimal.valueOf(scale)).add(BigDecimal.valueOf(offset)).doubleValue();
  }
}
