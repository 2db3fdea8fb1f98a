package io.coldshelf.tag;

/** The character sets that GS1 allows in identifiers (GS1 General Specifications 7.11). */
final class Letters {

  /** What may stand in a serial number or a lot, besides digits and Latin letters: set 82. */
  private static final String SIGNS_82 = "!\"%&'()*+,-./:;<=>?_";

  private static final String SIGNS_39 = "#-/";

  private Letters() {}

  static boolean digits(String text) {
    return text.chars().allMatch(Letters::isDigit);
  }

  /** Whether a serial number may have all of these; true for nothing at all. */
  static boolean set82(String text) {
    return text.chars()
        .allMatch(c -> isDigit(c) || isUpper(c) || isLower(c) || SIGNS_82.indexOf(c) >= 0);
  }

  /** Whether a component's or part's number may have all of these. */
  static boolean set39(String text) {
    return text.chars().allMatch(c -> isDigit(c) || isUpper(c) || SIGNS_39.indexOf(c) >= 0);
  }

  static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Digits, as many as asked for, or an objection that names the field. */
  static String wantDigits(String text, int count, String what) {
    if (text.length() != count || !digits(text)) {
      throw new UnfitException(what + " has " + count + " digits, not '" + text + "'");
    }
    return text;
  }
}
