package io.coldshelf.edge.config;

import java.util.regex.Pattern;

/** Keys of GS1 that end in a check digit (GS1 General Specifications, 7.9.1). */
final class Gs1 {

  private static final Pattern GTIN = Pattern.compile("\\d{8}|\\d{12,14}");
  private static final Pattern GLN = Pattern.compile("\\d{13}");
  private static final int GTIN_DIGITS = 14;

  private Gs1() {}

  /** A GTIN of 8, 12, 13 or 14 digits, as one of 14. */
  static String gtin(String digits) {
    if (!GTIN.matcher(digits).matches()) {
      throw new IllegalArgumentException("a GTIN has 8, 12, 13 or 14 digits, not '" + digits + "'");
    }
    check(digits);
    return "0".repeat(GTIN_DIGITS - digits.length()) + digits;
  }

  static String gln(String digits) {
    if (!GLN.matcher(digits).matches()) {
      throw new IllegalArgumentException("a GLN has 13 digits, not '" + digits + "'");
    }
    check(digits);
    return digits;
  }

  private static void check(String digits) {
    int expected = checkDigit(digits.substring(0, digits.length() - 1));
    if (digits.charAt(digits.length() - 1) - '0' != expected) {
      throw new IllegalArgumentException("the check digit of " + digits + " should be " + expected);
    }
  }

  /** From the right, every other digit counts three times; the sum is filled up to ten. */
  static int checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? 3 * digit : digit;
    }
    return (10 - sum % 10) % 10;
  }
}
