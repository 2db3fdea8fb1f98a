package io.coldshelf.yaml;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with their unit, as people write them: {@code 10s}, {@code 1.03 kg}, {@code 6 °C}. A
 * number without its unit is refused: it would be a guess.
 */
public final class Quantity {

  /** No quantity of ours needs more; a bound for the arithmetic. */
  private static final int MAX_LENGTH = 32;

  private static final Pattern FORM =
      Pattern.compile("([-+\u2212]?\\d+(?:\\.\\d+)?)\\s*([\\p{L}\u00B0]+)");

  private static final Map<String, BigDecimal> MILLIS =
      Map.of(
          "ms", BigDecimal.ONE,
          "s", BigDecimal.valueOf(1_000),
          "m", BigDecimal.valueOf(60_000),
          "min", BigDecimal.valueOf(60_000),
          "h", BigDecimal.valueOf(3_600_000),
          "d", BigDecimal.valueOf(86_400_000));

  private static final Map<String, BigDecimal> KILOGRAMS =
      Map.of("kg", BigDecimal.ONE, "g", new BigDecimal("0.001"));

  private static final Map<String, BigDecimal> BYTES =
      Map.of(
          "B", BigDecimal.ONE,
          "kB", BigDecimal.valueOf(1_000),
          "MB", BigDecimal.valueOf(1_000_000),
          "GB", BigDecimal.valueOf(1_000_000_000));

  private static final String PER_SECOND = "/s";

  private static final Set<String> TEMPERATURES = Set.of("\u00B0C", "Cel", "\u00B0F");

  private Quantity() {}

  /** A number and the unit that was written after it. */
  private record Written(BigDecimal number, String unit) {}

  /**
   * Reads a time.
   *
   * @param text {@code 500ms}, {@code 10s}, {@code 5m} or {@code 5min}, {@code 2h}, {@code 1d};
   *     fractions down to the millisecond
   * @return the time, never negative
   * @throws IllegalArgumentException with a message for a person
   */
  public static Duration duration(String text) {
    String form = "a time such as 500ms, 10s, 5m, 2h or 1d";
    Written written = read(text, MILLIS.keySet(), form);
    try {
      BigDecimal millis = written.number().multiply(of(MILLIS, written.unit()));
      if (millis.signum() >= 0) {
        return Duration.ofMillis(millis.longValueExact());
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is finer than a millisecond, or too long", e);
    }
    throw new IllegalArgumentException("'" + text + "' is negative");
  }

  /**
   * Reads a weight.
   *
   * @param text {@code 1.03 kg} or {@code 250 g}
   * @return kilograms
   * @throws IllegalArgumentException with a message for a person
   */
  public static double kilograms(String text) {
    Written written = read(text, KILOGRAMS.keySet(), "a weight such as 1.03 kg or 250 g");
    return written.number().multiply(of(KILOGRAMS, written.unit())).doubleValue();
  }

  /**
   * Reads a temperature.
   *
   * @param text {@code 6 °C}, {@code 6 Cel} (RFC 8428, 12.1) or {@code 43 °F}
   * @return degrees Celsius, not below absolute zero
   * @throws IllegalArgumentException with a message for a person
   */
  public static double celsius(String text) {
    Written written = read(text, TEMPERATURES, "a temperature such as 6 \u00B0C or 43 \u00B0F");
    BigDecimal number = written.number();
    double celsius =
        written.unit().equals("\u00B0F") ? fromFahrenheit(number) : number.doubleValue();
    if (celsius < -273.15) {
      throw new IllegalArgumentException("'" + text + "' is below absolute zero");
    }
    return celsius;
  }

  /**
   * Reads an amount of data.
   *
   * @param text {@code 20 kB}, {@code 50 MB} or {@code 1 GB}, in powers of 1000
   * @return bytes, never negative
   * @throws IllegalArgumentException with a message for a person
   */
  public static long bytes(String text) {
    return bytes(text, text, "an amount such as 20 kB, 50 MB or 1 GB");
  }

  /**
   * Reads an amount of data a second.
   *
   * @param text {@code 20 kB/s}
   * @return bytes a second, never negative
   * @throws IllegalArgumentException with a message for a person
   */
  public static long bytesPerSecond(String text) {
    String form = "a rate such as 20 kB/s or 1 MB/s";
    String stripped = text.strip();
    if (!stripped.endsWith(PER_SECOND)) {
      throw new IllegalArgumentException("'" + text + "' is not " + form);
    }
    return bytes(text, stripped.substring(0, stripped.length() - PER_SECOND.length()), form);
  }

  private static long bytes(String text, String amount, String form) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("'" + text + "' is not " + form);
    }
    Matcher matcher = FORM.matcher(amount.strip());
    BigDecimal unit = matcher.matches() ? BYTES.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("'" + text + "' is not " + form);
    }
    BigDecimal bytes = new BigDecimal(matcher.group(1).replace('\u2212', '-')).multiply(unit);
    if (bytes.signum() < 0) {
      throw new IllegalArgumentException("'" + text + "' is negative");
    }
    try {
      return bytes.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is finer than a byte, or too much", e);
    }
  }

  /** Rounded to a billionth of a degree, so that 41 °F is 5 °C and nothing beside it. */
  private static double fromFahrenheit(BigDecimal fahrenheit) {
    return fahrenheit
        .subtract(BigDecimal.valueOf(32))
        .multiply(BigDecimal.valueOf(5))
        .divide(BigDecimal.valueOf(9), 9, RoundingMode.HALF_EVEN)
        .doubleValue();
  }

  private static Written read(String text, Set<String> units, String form) {
    Matcher matcher = FORM.matcher(text.strip());
    if (text.length() > MAX_LENGTH || !matcher.matches() || !units.contains(matcher.group(2))) {
      throw new IllegalArgumentException("'" + text + "' is not " + form);
    }
    return new Written(new BigDecimal(matcher.group(1).replace('\u2212', '-')), matcher.group(2));
  }

  private static BigDecimal of(Map<String, BigDecimal> units, String unit) {
    return units.getOrDefault(unit, BigDecimal.ONE);
  }
}
