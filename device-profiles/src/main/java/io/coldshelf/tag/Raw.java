package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tag that is not understood, kept as it is.
 *
 * @param bits all of them
 * @param afi the ISO application family, 0 to 255, where the tag says that it has one
 * @param reason why nothing more is known, for people
 */
public record Raw(Epc bits, OptionalInt afi, String reason) implements TagData {

  private static final int MAX_AFI = 0xFF;
  private static final int NIBBLE = 4;

  /** Refuses an application family of more than eight bits. */
  public Raw {
    if (afi.isPresent() && (afi.getAsInt() < 0 || afi.getAsInt() > MAX_AFI)) {
      throw new UnfitException("an application family is 0 to 255, not " + afi.getAsInt());
    }
  }

  Raw(Epc bits, String reason) {
    this(bits, OptionalInt.empty(), reason);
  }

  @Override
  public Optional<String> identityUri() {
    return Optional.empty();
  }

  @Override
  public Optional<String> tagUri() {
    return Optional.empty();
  }

  @Override
  public OptionalInt filterValue() {
    return OptionalInt.empty();
  }

  /**
   * The EPC raw URI (TDS 2.3, 12.1 and 15.2.1).
   *
   * @return as {@code urn:epc:raw:96.x3500E86F8000A9E000000586}; the digits are one number, so
   *     those of a length that is no multiple of four are moved to the right
   */
  @Override
  public String uri() {
    BigInteger number = new BitReader(bits).takeBig(bits.bits());
    int digits = Math.max(1, (bits.bits() + NIBBLE - 1) / NIBBLE);
    String hex = number.toString(16).toUpperCase(Locale.ROOT);
    return "urn:epc:raw:"
        + bits.bits()
        + afi.stream().mapToObj(".x%02X"::formatted).findFirst().orElse("")
        + ".x"
        + "0".repeat(digits - hex.length())
        + hex;
  }
}
