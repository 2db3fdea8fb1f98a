package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.math.BigInteger;

/** Takes bits off the front of an EPC, most significant first. */
final class BitReader {

  private final byte[] bytes;
  private final int end;
  private int at;

  BitReader(Epc epc) {
    this.bytes = epc.bytes();
    this.end = epc.bits();
  }

  /** How many bits are left. */
  int left() {
    return end - at;
  }

  /** The next 0 to 63 bits as a number. */
  long take(int bits) {
    if (bits > left()) {
      throw new UnfitException("it ends after " + end + " bits, in the middle of a field");
    }
    long value = 0;
    for (int i = 0; i < bits; i++, at++) {
      value = value << 1 | (bytes[at >> 3] >> (7 - (at & 7)) & 1);
    }
    return value;
  }

  /** The next bits as a number that is too large for a {@code long}. */
  BigInteger takeBig(int bits) {
    BigInteger value = BigInteger.ZERO;
    for (int left = bits; left > 0; left -= Math.min(left, 32)) {
      int step = Math.min(left, 32);
      value = value.shiftLeft(step).or(BigInteger.valueOf(take(step)));
    }
    return value;
  }

  /** Everything that is left. */
  Epc rest() {
    BitWriter rest = new BitWriter();
    while (left() > 0) {
      int step = Math.min(left(), 32);
      rest.put(take(step), step);
    }
    return rest.epc();
  }
}
