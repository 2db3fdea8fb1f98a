package io.coldshelf.tag;

/**
 * The last digit of a GTIN, SSCC, GLN and their like: with weights 3, 1, 3 … from the right the sum
 * is a multiple of ten (GS1 General Specifications 7.9.1).
 */
public final class CheckDigit {

  private CheckDigit() {}

  /**
   * Computes the digit that belongs behind others.
   *
   * @param digits all digits of the identifier but the last
   * @return one digit, '0' to '9'
   * @throws IllegalArgumentException for anything but digits
   */
  public static char of(String digits) {
    if (!Letters.digits(digits)) {
      throw new UnfitException("not digits: " + digits);
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  /**
   * Whether the last of the digits is the right one.
   *
   * @param digits the whole identifier
   * @return false for a wrong one, and for anything but two digits or more
   */
  public static boolean holds(String digits) {
    int last = digits.length() - 1;
    return last > 0
        && Letters.digits(digits)
        && of(digits.substring(0, last)) == digits.charAt(last);
  }

  /** Refuses an identifier whose last digit is wrong, and says what it would be. */
  static void want(String digits, String what) {
    if (!holds(digits)) {
      throw new UnfitException(
          "the check digit of "
              + what
              + " "
              + digits
              + " would be "
              + of(digits.substring(0, digits.length() - 1)));
    }
  }
}
