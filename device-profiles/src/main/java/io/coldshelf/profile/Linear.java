package io.coldshelf.profile;

import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;

/**
 * How what a device gives becomes a value in the point's unit: value = given * scale + offset.
 *
 * @param scale not 0
 * @param offset in the point's unit
 */
record Linear(double scale, double offset) {

  private static final double GREATEST = 1e9;

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
}
