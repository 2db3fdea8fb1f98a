package io.coldshelf.driver.gnss;

import java.util.List;
import java.util.Optional;

/**
 * One sentence of NMEA 0183 whose checksum is right.
 *
 * <pre>
 *   $ talker(2) type(3) , field , … * XOR of all between $ and *, two hexadecimal digits
 * </pre>
 *
 * @param type {@code RMC}
 * @param fields what stands behind the type; may be empty texts
 */
record Sentence(String type, List<String> fields) {

  private static final int TALKER = 2;
  private static final int ADDRESS = 5;

  Sentence {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a line. Nothing for one without a right checksum, for a maker's own ({@code $P…}) and for
   * whatever else is not of the form. What stands before the dollar sign is the rest of something
   * that was cut off.
   */
  static Optional<Sentence> parse(String line) {
    int begin = line.lastIndexOf('$');
    int star = line.lastIndexOf('*');
    if (begin < 0 || star < begin || star + 3 != line.length()) {
      return Optional.empty();
    }
    int checksum = 0;
    for (int i = begin + 1; i < star; i++) {
      if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
        return Optional.empty();
      }
      checksum ^= line.charAt(i);
    }
    int high = Character.digit(line.charAt(star + 1), 16);
    int low = Character.digit(line.charAt(star + 2), 16);
    if (high < 0 || low < 0 || checksum != high * 16 + low) {
      return Optional.empty();
    }
    List<String> all = List.of(line.substring(begin + 1, star).split(",", -1));
    String address = all.getFirst();
    if (address.length() != ADDRESS || address.charAt(0) == 'P') {
      return Optional.empty();
    }
    return Optional.of(new Sentence(address.substring(TALKER), all.subList(1, all.size())));
  }

  /** A field; an empty text where the sentence is shorter. */
  String field(int index) {
    return index < fields.size() ? fields.get(index) : "";
  }
}
