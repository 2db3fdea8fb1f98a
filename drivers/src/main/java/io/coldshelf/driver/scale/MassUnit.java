package io.coldshelf.driver.scale;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Units as scales write them, in kilograms; exact by definition where one is. Newtons are taken at
 * standard gravity, 9.80665 m/s².
 */
final class MassUnit {

  private static final Map<String, BigDecimal> KILOGRAMS =
      Map.ofEntries(
          unit("kg", "1"),
          unit("g", "1e-3"),
          unit("mg", "1e-6"),
          unit("ug", "1e-9"),
          unit("µg", "1e-9"),
          unit("t", "1e3"),
          unit("ct", "2e-4"),
          unit("KG", "1"),
          unit("Kg", "1"),
          unit("lb", "0.45359237"),
          unit("LB", "0.45359237"),
          unit("N", "0.101971621297792824"),
          unit("oz", "0.028349523125"),
          unit("OZ", "0.028349523125"),
          unit("tn", "907.18474"),
          unit("ton", "907.18474"),
          unit("ozt", "0.0311034768"),
          unit("GN", "0.00006479891"),
          unit("gn", "0.00006479891"),
          unit("dwt", "0.00155517384"));

  private MassUnit() {}

  private static Map.Entry<String, BigDecimal> unit(String name, String kilograms) {
    return Map.entry(name, new BigDecimal(kilograms));
  }

  /**
   * Converts.
   *
   * @param value in the unit
   * @param unit as the scale writes it
   * @return in kilograms; nothing where it is no unit of mass, such as pieces and percent
   */
  static Optional<BigDecimal> kilograms(BigDecimal value, String unit) {
    return Optional.ofNullable(KILOGRAMS.get(unit)).map(value::multiply);
  }
}
