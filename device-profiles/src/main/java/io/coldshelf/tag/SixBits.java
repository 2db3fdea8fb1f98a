package io.coldshelf.tag;

/** Text of six bits a character, six zeros behind it (TDS 2.3, 14.3.8, table G-1). */
final class SixBits {

  static final int BITS = 6;

  private static final int MASK = 0x3F;
  private static final int LETTERS = 0x40;

  private SixBits() {}

  static String read(BitReader from, int minLength, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int code = (int) from.take(BITS); code != 0; code = (int) from.take(BITS)) {
      text.append(character(code));
    }
    return want(text.toString(), minLength, maxLength);
  }

  /** A letter has the lower half of the codes, everything else the codes of ASCII. */
  static char character(int code) {
    return (char) (code <= 26 ? LETTERS | code : code);
  }

  static void write(BitWriter to, String text, int minLength, int maxLength) {
    want(text, minLength, maxLength).chars().forEach(c -> to.put(c & MASK, BITS));
    to.put(0, BITS);
  }

  private static String want(String text, int minLength, int maxLength) {
    if (text.length() < minLength || text.length() > maxLength || !Letters.set39(text)) {
      throw new UnfitException(
          "not "
              + minLength
              + " to "
              + maxLength
              + " digits, capital letters, '#', '-' or '/': '"
              + text
              + "'");
    }
    return text;
  }
}
