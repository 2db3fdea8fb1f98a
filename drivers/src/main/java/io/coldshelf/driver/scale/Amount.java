package io.coldshelf.driver.scale;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as scales write them: padded, the sign at the front of the field, a comma at times. */
final class Amount {

  /** A sign apart from its digits is common: {@code - 8.5}. Signs within digits are not. */
  private static final Pattern FORM =
      Pattern.compile(" *([-+]?) *([0-9]{0,15}(?:[.,][0-9]{0,9})?) *");

  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private Amount() {}

  /**
   * Reads a field.
   *
   * @param field with its padding
   * @return the number; nothing where it is none. Minus nothing is nothing.
   */
  static Optional<BigDecimal> of(String field) {
    Matcher matcher = FORM.matcher(field);
    if (!matcher.matches() || !DIGIT.matcher(matcher.group(2)).find()) {
      return Optional.empty();
    }
    BigDecimal amount = new BigDecimal(matcher.group(2).replace(',', '.'));
    return Optional.of(matcher.group(1).equals("-") ? amount.negate() : amount);
  }

  /**
   * A weight from its two fields.
   *
   * @param stable whether the scale is at rest
   * @param field the number with its padding
   * @param unit with its padding
   * @param frame that they are from, in case they are none
   * @return the weight, or noise
   */
  static Indication weight(boolean stable, String field, String unit, String frame) {
    return of(field)
        .<Indication>map(value -> new Indication.Weight(stable, value, unit.strip()))
        .orElseGet(() -> new Indication.Noise(frame));
  }
}
