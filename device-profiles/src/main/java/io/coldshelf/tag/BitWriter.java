package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.math.BigInteger;
import java.util.BitSet;

/** Puts fields behind one another, most significant bit first. */
final class BitWriter {

  private final BitSet bits = new BitSet();
  private int size;

  /** Appends a number in 0 to 63 bits; it must fit. */
  BitWriter put(long value, int width) {
    if (value < 0 || width < 63 && value >>> width != 0) {
      throw new UnfitException(value + " does not fit into " + width + " bits");
    }
    for (int i = width - 1; i >= 0; i--) {
      bits.set(size++, (value >>> i & 1) != 0);
    }
    return this;
  }

  /** Appends a number of any size; it must fit. */
  BitWriter put(BigInteger value, int width) {
    if (value.bitLength() > width) {
      throw new UnfitException(value + " does not fit into " + width + " bits");
    }
    for (int i = width - 1; i >= 0; i--) {
      bits.set(size++, value.testBit(i));
    }
    return this;
  }

  /** Appends bits as they are. */
  BitWriter put(Epc tail) {
    BitReader from = new BitReader(tail);
    while (from.left() > 0) {
      int step = Math.min(from.left(), 32);
      put(from.take(step), step);
    }
    return this;
  }

  int size() {
    return size;
  }

  Epc epc() {
    byte[] bytes = new byte[(size + 7) / 8];
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      bytes[i >> 3] |= (byte) (0x80 >>> (i & 7));
    }
    return Epc.of(bytes, size);
  }
}
