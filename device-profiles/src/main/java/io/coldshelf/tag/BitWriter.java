package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.math.BigInteger;
import java.util.Arrays;

/** Puts fields behind one another, most significant bit first. */
final class BitWriter {

  private byte[] bytes = new byte[64];
  private int size;

  /** Appends a number in 0 to 63 bits; it must fit. */
  BitWriter put(long value, int width) {
    if (value < 0 || (width < 63 && value >>> width != 0)) {
      throw new UnfitException(value + " does not fit into " + width + " bits");
    }
    for (int i = width - 1; i >= 0; i--) {
      putBit((value >>> i & 1) != 0);
    }
    return this;
  }

  /** Appends a number of any size; it must fit. */
  BitWriter put(BigInteger value, int width) {
    if (value.bitLength() > width) {
      throw new UnfitException(value + " does not fit into " + width + " bits");
    }
    for (int i = width - 1; i >= 0; i--) {
      putBit(value.testBit(i));
    }
    return this;
  }

  private void putBit(boolean bit) {
    if (size == 8 * bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    if (bit) {
      bytes[size >> 3] |= (byte) (0x80 >>> (size & 7));
    }
    size++;
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

  Epc epc() {
    return Epc.of(Arrays.copyOf(bytes, (size + 7) / 8), size);
  }
}
