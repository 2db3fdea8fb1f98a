package io.coldshelf.model;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The electronic product code in a tag's memory, of any length, as the bits that were read.
 *
 * <p>Lengths are in bits since readers report lengths that are no multiple of eight; unused bits at
 * the end of the last byte are zero.
 */
public final class Epc implements Comparable<Epc> {

  /** The longest EPC that LLRP can carry, in bits (LLRP 1.1, 17.2.7.3.1). */
  public static final int MAX_BITS = 65_535;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] bytes;
  private final int bits;
  private final int hash;

  private Epc(byte[] bytes, int bits) {
    this.bytes = bytes;
    this.bits = bits;
    this.hash = 31 * Arrays.hashCode(bytes) + bits;
  }

  /**
   * An EPC of whole bytes.
   *
   * @param bytes the bits, most significant first; copied
   * @return the EPC
   */
  public static Epc of(byte[] bytes) {
    return of(bytes, bytes.length * 8);
  }

  /**
   * An EPC of any length.
   *
   * @param bytes the bits, most significant first, in exactly as many bytes as it takes; copied
   * @param bits how many of them count, 0 to {@link #MAX_BITS}
   * @return the EPC, with bits past the end cleared
   * @throws IllegalArgumentException when the two do not fit each other
   */
  public static Epc of(byte[] bytes, int bits) {
    if (bits < 0 || bits > MAX_BITS || bytes.length != (bits + 7) / 8) {
      throw new IllegalArgumentException(bits + " bits in " + bytes.length + " bytes");
    }
    byte[] copy = bytes.clone();
    int spare = copy.length * 8 - bits;
    if (spare > 0) {
      copy[copy.length - 1] &= (byte) (0xFF << spare);
    }
    return new Epc(copy, bits);
  }

  /**
   * Reads hexadecimal digits, in either case.
   *
   * @param hex an even number of digits
   * @return the EPC
   * @throws IllegalArgumentException for anything else
   */
  public static Epc parse(String hex) {
    return of(HEX.parseHex(hex));
  }

  /**
   * The length.
   *
   * @return in bits
   */
  public int bits() {
    return bits;
  }

  /**
   * The bits, most significant first.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The written form.
   *
   * @return upper-case hexadecimal digits, two a byte
   */
  public String hex() {
    return HEX.formatHex(bytes);
  }

  @Override
  public int compareTo(Epc other) {
    int byBytes = Arrays.compareUnsigned(bytes, other.bytes);
    return byBytes != 0 ? byBytes : Integer.compare(bits, other.bits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Epc epc && bits == epc.bits && Arrays.equals(bytes, epc.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return hex();
  }
}
