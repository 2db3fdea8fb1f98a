package io.coldshelf.driver.llrp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The fields of a message or parameter, as the bytes that they are on the wire: big-endian,
 * reserved bits included, so that what came in goes out again unchanged. Immutable.
 *
 * <p>The accessors take the offset of a field in bytes from the first field.
 */
final class Fields {

  /** No fields at all. */
  static final Fields NONE = new Fields(new byte[0]);

  private final byte[] bytes;

  private Fields(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A part of a larger array, copied. */
  static Fields copyOf(byte[] source, int from, int to) {
    return from == to ? NONE : new Fields(Arrays.copyOfRange(source, from, to));
  }

  /** Fields to be written one after the other. */
  static Builder of() {
    return new Builder();
  }

  /** How many bytes they take. */
  int length() {
    return bytes.length;
  }

  int u8(int at) {
    return bytes[at] & 0xFF;
  }

  int s8(int at) {
    return bytes[at];
  }

  int u16(int at) {
    return ByteBuffer.wrap(bytes).getShort(at) & 0xFFFF;
  }

  long u32(int at) {
    return ByteBuffer.wrap(bytes).getInt(at) & 0xFFFF_FFFFL;
  }

  /** Unsigned in the standard; microseconds since 1970 stay positive for 292,000 years. */
  long u64(int at) {
    return ByteBuffer.wrap(bytes).getLong(at);
  }

  /** Text with its length in bytes before it, in 16 bits. */
  String text(int at) {
    return new String(bytes, at + 2, u16(at), StandardCharsets.UTF_8);
  }

  /** The bytes from an offset to the end. */
  byte[] bytesFrom(int at) {
    return Arrays.copyOfRange(bytes, at, bytes.length);
  }

  /** The same fields with one byte set to another value. */
  Fields with(int at, int value) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) value;
    return new Fields(copy);
  }

  void writeTo(ByteBuffer out) {
    out.put(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && Arrays.equals(bytes, fields.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Appends fields. */
  static final class Builder {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Builder() {}

    Builder u8(int value) {
      bytes.write(value);
      return this;
    }

    Builder u16(int value) {
      return u8(value >>> 8).u8(value);
    }

    Builder u32(long value) {
      return u16((int) (value >>> 16)).u16((int) value);
    }

    Builder u64(long value) {
      return u32(value >>> 32).u32(value);
    }

    Builder text(String value) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      u16(utf8.length).bytes.writeBytes(utf8);
      return this;
    }

    Builder bytes(byte[] value) {
      bytes.writeBytes(value);
      return this;
    }

    Fields build() {
      return new Fields(bytes.toByteArray());
    }
  }
}
