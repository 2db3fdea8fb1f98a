package io.coldshelf.tag;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a '+' tag packs the characters of a serial number (TDS 2.3, 14.5.6, table E). A writer need
 * not take the shortest; so a value remembers which one its tag has.
 */
public enum TextEncoding {

  /** Digits as one number, leading zeros kept by the length (14.5.6.1). */
  NUMERIC(0, "0123456789"),

  /** Four bits each (14.5.6.2). */
  UPPER_HEX(1, "0123456789ABCDEF"),

  /** Four bits each (14.5.6.3). */
  LOWER_HEX(2, "0123456789abcdef"),

  /** Six bits each, the letters of RFC 4648 section 5 (14.5.6.4). */
  BASE64(3, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),

  /** Seven bits each (14.5.6.6). */
  ASCII(4, ""),

  /** Three characters in sixteen bits; index 0 pads the last group (14.5.6.5). */
  CODE_40(5, "\0ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789");

  /** The width of the field that says which one it is. */
  static final int INDICATOR_BITS = 3;

  private static final int GROUP = 3;
  private static final int GROUP_BITS = 16;
  private static final int MAX_GROUP = 40 * 40 * 40;

  private final int indicator;
  private final String alphabet;

  TextEncoding(int indicator, String alphabet) {
    this.indicator = indicator;
    this.alphabet = alphabet;
  }

  int indicator() {
    return indicator;
  }

  static Optional<TextEncoding> ofIndicator(long indicator) {
    return Stream.of(values()).filter(each -> each.indicator == indicator).findFirst();
  }

  /** The one that takes the fewest bits; the first of the table where two take as many. */
  static TextEncoding shortest(String text) {
    TextEncoding best = ASCII;
    for (TextEncoding each : values()) {
      if (each.holds(text) && each.bits(text.length()) < best.bits(text.length())) {
        best = each;
      }
    }
    return best;
  }

  /**
   * Whether a text can be packed like this.
   *
   * @param text a serial number
   * @return true if all its characters are in the alphabet
   */
  public boolean holds(String text) {
    return this == ASCII
        ? Letters.set82(text) || Letters.set39(text)
        : text.chars().allMatch(c -> c != 0 && alphabet.indexOf(c) >= 0);
  }

  /** How many bits a text of this length takes (TDS 2.3, table B). */
  int bits(int length) {
    return switch (this) {
      case NUMERIC -> numericBits(length);
      case UPPER_HEX, LOWER_HEX -> 4 * length;
      case BASE64 -> 6 * length;
      case ASCII -> 7 * length;
      case CODE_40 -> (length + GROUP - 1) / GROUP * GROUP_BITS;
    };
  }

  /** The bits that hold every number of so many digits. */
  static int numericBits(int digits) {
    // No power of ten but the first is one of two, so 10^n - 1 is as long as 10^n.
    return digits == 0 ? 0 : BigInteger.TEN.pow(digits).bitLength();
  }

  static void writeNumber(BitWriter to, String digits) {
    if (!Letters.digits(digits)) {
      throw new UnfitException("not digits: '" + digits + "'");
    }
    to.put(
        digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits), numericBits(digits.length()));
  }

  static String readNumber(BitReader from, int length) {
    String digits = from.takeBig(numericBits(length)).toString();
    if (length == 0 || digits.length() > length) {
      throw new UnfitException("the number " + digits + " has more than " + length + " digits");
    }
    return "0".repeat(length - digits.length()) + digits;
  }

  void write(BitWriter to, String text) {
    if (!holds(text)) {
      throw new UnfitException("'" + text + "' cannot be packed as " + this);
    }
    switch (this) {
      case NUMERIC -> writeNumber(to, text);
      case UPPER_HEX, LOWER_HEX -> text.chars().forEach(c -> to.put(alphabet.indexOf(c), 4));
      case BASE64 -> text.chars().forEach(c -> to.put(alphabet.indexOf(c), 6));
      case ASCII -> text.chars().forEach(c -> to.put(c, 7));
      case CODE_40 -> writeGroups(to, text);
    }
  }

  String read(BitReader from, int length) {
    return switch (this) {
      case NUMERIC -> readNumber(from, length);
      case UPPER_HEX, LOWER_HEX -> readLetters(from, length, 4);
      case BASE64 -> readLetters(from, length, 6);
      case ASCII -> readAscii(from, length);
      case CODE_40 -> readGroups(from, length);
    };
  }

  private String readLetters(BitReader from, int length, int width) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt((int) from.take(width)));
    }
    return text.toString();
  }

  private static String readAscii(BitReader from, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) from.take(7));
    }
    if (!ASCII.holds(text.toString())) {
      throw new UnfitException("a character that GS1 does not allow");
    }
    return text.toString();
  }

  private void writeGroups(BitWriter to, String text) {
    for (int at = 0; at < text.length(); at += GROUP) {
      int group = 0;
      for (int i = at; i < at + GROUP; i++) {
        group = group * alphabet.length() + (i < text.length() ? indexOf(text, i) : 0);
      }
      to.put(group + 1L, GROUP_BITS);
    }
  }

  private int indexOf(String text, int at) {
    return alphabet.indexOf(text.charAt(at));
  }

  private String readGroups(BitReader from, int length) {
    StringBuilder text = new StringBuilder(length);
    int groups = (length + GROUP - 1) / GROUP;
    for (int i = 0; i < groups; i++) {
      int group = (int) from.take(GROUP_BITS);
      if (group == 0 || group > MAX_GROUP) {
        throw new UnfitException("three characters cannot be " + group + " in code 40");
      }
      text.append(alphabet.charAt((group - 1) / 1600))
          .append(alphabet.charAt((group - 1) / 40 % 40))
          .append(alphabet.charAt((group - 1) % 40));
    }
    String whole = text.substring(0, length);
    if (whole.indexOf('\0') >= 0 || text.chars().skip(length).anyMatch(c -> c != 0)) {
      throw new UnfitException("code 40 pads only behind the last character");
    }
    return whole;
  }
}
