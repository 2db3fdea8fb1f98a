package io.coldshelf.wire;

import java.util.Arrays;

/** Bytes that grow at their end, kept from one payload to the next. */
final class ByteSink {

  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Puts another value where one stands already. */
  void replace(int at, int value) {
    bytes[at] = (byte) value;
  }

  /** Seven bits a byte, the lowest first; all but the last byte have their highest bit set. */
  void number(long value) {
    room(MAX_VARINT_BYTES);
    long rest = value;
    while (rest > 0x7F) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void signed(long value) {
    number(Columns.zigzag(value));
  }

  void octets(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
  }

  /** The 64 bits of a double, most significant first. */
  void real(double value) {
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      octet((int) (bits >>> shift));
    }
  }

  int copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, size);
    return at + size;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
