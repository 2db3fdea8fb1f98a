package io.coldshelf.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The host of a Digital Link that a '++' tag carries (TDS 2.3, 14.5.16).
 *
 * <pre>
 *  1 bit               6 bits          then
 *  0 code 40           characters      16 bits for each three, upper case
 *  1 7 bits with       units of 7      a character, or one of the sequences of
 *    sequences         bits            tables A (7 bits) and B1 to B4 (14 bits)
 * </pre>
 *
 * @param upperCase whether the tag packs it in code 40, which has no small letters
 * @param pieces what the tag has units for, in their order: single characters and sequences such as
 *     {@code ".com"}; a tag need not use a sequence where it could
 */
public record HostName(boolean upperCase, List<String> pieces) {

  /** The most units of a host name: its length has six bits. */
  public static final int MAX_UNITS = 63;

  /** What a tag has that carries no host. */
  public static final HostName NONE = new HostName(false, List.of());

  private static final int LENGTH_BITS = 6;
  private static final int UNIT_BITS = 7;

  /** Refuses what is no host name; a name of no pieces is {@link #NONE}. */
  public HostName {
    pieces = List.copyOf(pieces);
    String name = String.join("", pieces);
    if (!name.chars().allMatch(HostName::allowed)) {
      // The standard would let any character of set 82 in. A link with such a host leads astray.
      throw new UnfitException("'" + name + "' is no host name");
    }
    if (upperCase && !(TextEncoding.CODE_40.holds(name) && name.length() == pieces.size())) {
      throw new UnfitException("code 40 has single characters and no small letters: " + pieces);
    }
    if (units(upperCase, pieces) > MAX_UNITS) {
      throw new UnfitException("the host name '" + name + "' is too long for a tag");
    }
  }

  private static boolean allowed(int c) {
    return Letters.isDigit(c) || Letters.isUpper(c) || Letters.isLower(c) || "-.:".indexOf(c) >= 0;
  }

  private static int units(boolean upperCase, List<String> pieces) {
    return upperCase
        ? pieces.size()
        : pieces.stream().mapToInt(piece -> HostSequences.units(HostSequences.code(piece))).sum();
  }

  /**
   * Cuts a name into the pieces that take the fewest bits.
   *
   * @param name a host, with a port if need be
   * @return the name in small letters
   * @throws IllegalArgumentException for an empty one, one that is too long, or no host name
   */
  public static HostName of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.isEmpty()) {
      throw new UnfitException("a host name cannot be empty");
    }
    String tail = HostSequences.longestEnding(lower);
    String rest = lower.substring(0, lower.length() - tail.length());
    String head = HostSequences.beginning(rest);
    List<String> pieces = new ArrayList<>();
    if (!head.isEmpty()) {
      pieces.add(head);
    }
    rest.substring(head.length()).chars().mapToObj(Character::toString).forEach(pieces::add);
    if (!tail.isEmpty()) {
      pieces.add(tail);
    }
    return new HostName(false, pieces);
  }

  /**
   * The host as a link has it.
   *
   * @return in small letters; empty for {@link #NONE}
   */
  public String name() {
    return String.join("", pieces).toLowerCase(Locale.ROOT);
  }

  void write(BitWriter to) {
    if (pieces.isEmpty()) {
      throw new UnfitException("a host name is missing");
    }
    to.put(upperCase ? 0 : 1, 1).put(units(upperCase, pieces), LENGTH_BITS);
    if (upperCase) {
      TextEncoding.CODE_40.write(to, String.join("", pieces));
      return;
    }
    for (String piece : pieces) {
      int code = HostSequences.code(piece);
      to.put(HostSequences.bits(code), UNIT_BITS * HostSequences.units(code));
    }
  }

  static HostName read(BitReader from) {
    boolean upperCase = from.take(1) == 0;
    int units = (int) from.take(LENGTH_BITS);
    if (units == 0) {
      throw new UnfitException("an empty host name");
    }
    if (upperCase) {
      return new HostName(
          true,
          TextEncoding.CODE_40.read(from, units).chars().mapToObj(Character::toString).toList());
    }
    List<String> pieces = new ArrayList<>();
    for (int left = units; left > 0; ) {
      int code = (int) from.take(UNIT_BITS);
      left--;
      if (HostSequences.isFirstOfTwo(code)) {
        if (left == 0) {
          throw new UnfitException("the host name ends within a sequence");
        }
        code = HostSequences.twoUnits(code, (int) from.take(UNIT_BITS));
        left--;
      }
      pieces.add(HostSequences.piece(code));
    }
    return new HostName(false, pieces);
  }

  @Override
  public String toString() {
    return name();
  }
}
