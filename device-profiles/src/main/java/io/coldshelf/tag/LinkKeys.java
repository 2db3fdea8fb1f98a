package io.coldshelf.tag;

import java.util.List;
import java.util.Map;

/**
 * Which application identifiers may begin a Digital Link's path, what may follow them there, and
 * the words that older links have in their place (GS1 Digital Link URI Syntax 4.3 to 4.9).
 */
final class LinkKeys {

  private static final int GTIN_DIGITS = 14;
  private static final int CODE_DIGITS = 13;

  /** The lengths that a GTIN may have besides fourteen. */
  private static final List<Integer> SHORT_GTINS = List.of(8, 12, 13);

  /** Each key with its qualifiers in the order of the path. */
  private static final Map<String, List<String>> QUALIFIERS =
      Map.ofEntries(
          Map.entry("00", List.of()),
          Map.entry("01", List.of("22", "10", "21", "235")),
          Map.entry("253", List.of()),
          Map.entry("255", List.of()),
          Map.entry("401", List.of()),
          Map.entry("402", List.of()),
          Map.entry("414", List.of("254", "7040")),
          Map.entry("415", List.of("8020")),
          Map.entry("417", List.of("7040")),
          Map.entry("8003", List.of()),
          Map.entry("8004", List.of("7040")),
          Map.entry("8006", List.of("22", "10", "21")),
          Map.entry("8010", List.of("8011")),
          Map.entry("8013", List.of()),
          Map.entry("8017", List.of("8019")),
          Map.entry("8018", List.of("8019")));

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("sscc", "00"),
          Map.entry("gtin", "01"),
          Map.entry("lot", "10"),
          Map.entry("ser", "21"),
          Map.entry("cpv", "22"),
          Map.entry("gdti", "253"),
          Map.entry("glnx", "254"),
          Map.entry("gcn", "255"),
          Map.entry("ginc", "401"),
          Map.entry("gsin", "402"),
          Map.entry("gln", "414"),
          Map.entry("payTo", "415"),
          Map.entry("party", "417"),
          Map.entry("grai", "8003"),
          Map.entry("giai", "8004"),
          Map.entry("itip", "8006"),
          Map.entry("cpid", "8010"),
          Map.entry("cpsn", "8011"),
          Map.entry("gmn", "8013"),
          Map.entry("gsrnp", "8017"),
          Map.entry("gsrn", "8018"),
          Map.entry("srin", "8019"),
          Map.entry("refno", "8020"));

  private LinkKeys() {}

  /** The identifier that a segment or a parameter's name stands for: a word's, or itself. */
  static String ai(String name) {
    return WORDS.getOrDefault(name, name);
  }

  static boolean isKey(String ai) {
    return QUALIFIERS.containsKey(ai);
  }

  /** What may follow a key in the path, in this order. */
  static List<String> qualifiers(String key) {
    return QUALIFIERS.getOrDefault(key, List.of());
  }

  /** Whether a parameter's name is an identifier, though perhaps one that nobody knows yet. */
  static boolean looksLikeAi(String name) {
    return name.length() >= 2 && name.length() <= 4 && Letters.digits(name);
  }

  /** A key's value with its check digit proved; a short GTIN is filled up to fourteen digits. */
  static Element proved(String ai, String value) {
    return switch (ai) {
      case "01" -> new Element(ai, gtin(value));
      case "00", "8017", "8018" -> checked(ai, value, 18, 18);
      case "402" -> checked(ai, value, 17, 17);
      case "414", "415", "417" -> checked(ai, value, CODE_DIGITS, CODE_DIGITS);
      case "253", "255" -> checked(ai, value, CODE_DIGITS, value.length());
      case "8003" -> checked(ai, value, GTIN_DIGITS, value.length());
      case "8006" -> checked(ai, value, GTIN_DIGITS, 18);
      // A firm makes up the others as it likes, and they have no check digit.
      default -> new Element(ai, value);
    };
  }

  private static String gtin(String value) {
    String full =
        SHORT_GTINS.contains(value.length())
            ? "0".repeat(GTIN_DIGITS - value.length()) + value
            : value;
    Letters.wantDigits(full, GTIN_DIGITS, "(01) a GTIN");
    CheckDigit.want(full, "(01)");
    return full;
  }

  private static Element checked(String ai, String value, int digits, int length) {
    if (value.length() < digits || value.length() != length) {
      throw new UnfitException(
          "(" + ai + ") has " + Math.max(digits, length) + " digits: " + value);
    }
    CheckDigit.want(
        Letters.wantDigits(value.substring(0, digits), digits, "(" + ai + ")"), "(" + ai + ")");
    return new Element(ai, value);
  }
}
