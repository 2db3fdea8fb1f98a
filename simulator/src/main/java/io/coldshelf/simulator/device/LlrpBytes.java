package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes messages and parameters of LLRP 1.0.1, big-endian (17.1 and 17.2).
 *
 * <pre>
 *   message  rsvd(3)=0 version(3)=1 type(10) | length(32) of all | message id(32) | body
 *   TLV      rsvd(6)=0 type(10) | length(16) of all | fields | parameters
 *   TV       1(1) type(7) | value, whose length the type tells
 * </pre>
 */
final class LlrpBytes {

  static final int HEADER_BYTES = 10;

  /** The only version of a reader that speaks LLRP 1.0.1. */
  static final int VERSION = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** What a message or parameter is made of. */
  interface Content extends Consumer<LlrpBytes> {}

  static byte[] message(int type, int id, Content content) {
    byte[] body = bytes(content);
    return new LlrpBytes()
        .u16((VERSION << 10) | type)
        .u32(HEADER_BYTES + body.length)
        .u32(id)
        .raw(body)
        .toBytes();
  }

  static byte[] bytes(Content content) {
    LlrpBytes bytes = new LlrpBytes();
    content.accept(bytes);
    return bytes.toBytes();
  }

  LlrpBytes u8(int value) {
    out.write(value);
    return this;
  }

  LlrpBytes u16(int value) {
    return u8(value >> 8).u8(value);
  }

  LlrpBytes u32(int value) {
    return u16(value >> 16).u16(value);
  }

  LlrpBytes u64(long value) {
    return u32((int) (value >> 32)).u32((int) value);
  }

  /** A text with its length in bytes before it. */
  LlrpBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return u16(utf8.length).raw(utf8);
  }

  LlrpBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  LlrpBytes tlv(int type, Content content) {
    byte[] value = bytes(content);
    return u16(type).u16(4 + value.length).raw(value);
  }

  /** Begins a parameter without a length; its value must follow. */
  LlrpBytes tv(int type) {
    return u8(0x80 | type);
  }

  private byte[] toBytes() {
    return out.toByteArray();
  }
}
