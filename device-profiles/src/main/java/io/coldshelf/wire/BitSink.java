package io.coldshelf.wire;

import java.util.Arrays;

/** Bits that grow at their end, most significant first, kept from one payload to the next. */
final class BitSink {

  /** The most bits that {@link #put} takes at once: seven may be left over from before. */
  private static final int MAX_BITS = 56;

  private byte[] bytes = new byte[1024];
  private int size;
  private long pending;
  private int pendingBits;

  void clear() {
    size = 0;
    pending = 0;
    pendingBits = 0;
  }

  /** Appends the lowest bits of a number whose others are zero; 0 to 56 of them. */
  void put(long value, int bits) {
    if (bytes.length - size < Long.BYTES) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    pending = (pending << bits) | value;
    pendingBits += bits;
    while (pendingBits >= 8) {
      pendingBits -= 8;
      bytes[size++] = (byte) (pending >>> pendingBits);
    }
  }

  /** Appends up to 64 bits. */
  void putLong(long value, int bits) {
    if (bits > MAX_BITS) {
      put(value >>> MAX_BITS, bits - MAX_BITS);
      put(value & ((1L << MAX_BITS) - 1), MAX_BITS);
    } else {
      put(value, bits);
    }
  }

  /** Fills the last byte with zeros. */
  void pad() {
    if (pendingBits > 0) {
      put(0, 8 - pendingBits);
    }
  }

  int size() {
    return size;
  }

  int copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, size);
    return at + size;
  }
}
