package io.coldshelf.tag;

import java.nio.charset.StandardCharsets;

/** Percent-encoding, which EPC URIs and Digital Links do to different characters. */
final class Escapes {

  /** What an EPC URI cannot have as it is (TDS 2.3, tables A-1 and G-1). */
  private static final String EPC_ESCAPED = "\"%&/<>?#";

  /** What a Digital Link can have as it is, besides letters and digits (RFC 3986, 2.3). */
  private static final String LINK_PLAIN = "-._~";

  private Escapes() {}

  static String forEpcUri(String text) {
    return escape(text, true);
  }

  static String forLink(String text) {
    return escape(text, false);
  }

  private static String escape(String text, boolean epcUri) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      int c = each & 0xFF;
      boolean plain =
          epcUri
              ? c > ' ' && c <= '~' && EPC_ESCAPED.indexOf(c) < 0
              : Letters.isDigit(c)
                  || Letters.isUpper(c)
                  || Letters.isLower(c)
                  || LINK_PLAIN.indexOf(c) >= 0;
      if (plain) {
        escaped.append((char) c);
      } else {
        escaped.append("%%%02X".formatted(c));
      }
    }
    return escaped.toString();
  }

  /** The inverse of both. */
  static String undo(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int size = 0;
    for (int at = 0; at < plain.length; at++) {
      byte each = plain[at];
      if (each == '%') {
        int high = at + 2 <= plain.length - 1 ? Character.digit(plain[at + 1], 16) : -1;
        int low = at + 2 <= plain.length - 1 ? Character.digit(plain[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new UnfitException("a '%' without two hexadecimal digits in '" + text + "'");
        }
        each = (byte) (high << 4 | low);
        at += 2;
      }
      plain[size++] = each;
    }
    return new String(plain, 0, size, StandardCharsets.UTF_8);
  }
}
