package io.coldshelf.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A place in a JSON document (RFC 6901).
 *
 * @param tokens the names and indices on the way, unescaped; none for the whole document
 */
public record JsonPointer(List<String> tokens) {

  /** The whole document. */
  public static final JsonPointer ALL = new JsonPointer(List.of());

  /** A longer way is a mistake. */
  public static final int MAX_TOKENS = 16;

  /** Copies the list. */
  public JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads a pointer.
   *
   * @param text empty, or {@code /DS18B20/Temperature}; {@code ~1} stands for a slash in a name and
   *     {@code ~0} for a tilde
   * @return the pointer
   * @throws IllegalArgumentException with a message for a person when it is none
   */
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return ALL;
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException("the JSON pointer '" + text + "' begins with no slash");
    }
    List<String> tokens = new ArrayList<>();
    for (String token : text.substring(1).split("/", -1)) {
      tokens.add(unescaped(text, token));
    }
    if (tokens.size() > MAX_TOKENS) {
      throw new IllegalArgumentException("the JSON pointer '" + text + "' is too deep");
    }
    return new JsonPointer(tokens);
  }

  private static String unescaped(String text, String token) {
    for (int at = token.indexOf('~'); at >= 0; at = token.indexOf('~', at + 1)) {
      if (at + 1 == token.length() || "01".indexOf(token.charAt(at + 1)) < 0) {
        throw new IllegalArgumentException(
            "the JSON pointer '" + text + "' has a ~ that is neither ~0 nor ~1");
      }
    }
    // In this order: "~01" is "~1" (RFC 6901, 4).
    return token.replace("~1", "/").replace("~0", "~");
  }

  @Override
  public String toString() {
    return tokens.stream()
        .map(token -> "/" + token.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
