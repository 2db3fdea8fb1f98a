package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A broker's side of MQTT 5 packets, as far as a hub needs them.
 *
 * <pre>
 *   type and flags (1) | remaining length, 7 bits a byte, least first (1..4) | the rest
 * </pre>
 */
final class MqttWire {

  static final int CONNECT = 1;
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int SUBSCRIBE = 8;
  static final int SUBACK = 9;
  static final int UNSUBSCRIBE = 10;
  static final int UNSUBACK = 11;
  static final int PINGREQ = 12;
  static final int PINGRESP = 13;
  static final int DISCONNECT = 14;

  /** MQTT 5, 3.1.2.11.2. */
  static final int SESSION_EXPIRY = 0x11;

  /** MQTT 5, 3.1.2.11.3. */
  static final int RECEIVE_MAXIMUM = 0x21;

  /** MQTT 5, 3.1.2.11.4. */
  static final int MAXIMUM_PACKET_SIZE = 0x27;

  private static final int MAX_PACKET_BYTES = 1 << 20;

  private MqttWire() {}

  /** One packet as it came. */
  record Packet(int type, int flags, Body body) {}

  static Packet read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while ((next & 0x80) != 0 && shift < 28);
    if (length > MAX_PACKET_BYTES) {
      throw new IOException("a packet of " + length + " bytes");
    }
    byte[] rest = new byte[length];
    in.readFully(rest);
    return new Packet(first >> 4, first & 0x0F, new Body(rest));
  }

  /** What stands behind a packet's length. */
  static final class Body {
    private final byte[] bytes;
    private int at;

    private Body(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasMore() {
      return at < bytes.length;
    }

    int octet() throws EOFException {
      if (at >= bytes.length) {
        throw new EOFException("a packet ends too soon");
      }
      return bytes[at++] & 0xFF;
    }

    int two() throws EOFException {
      int high = octet();
      return high << 8 | octet();
    }

    long four() throws EOFException {
      long high = two();
      return high << 16 | two();
    }

    byte[] binary() throws EOFException {
      int length = two();
      if (at + length > bytes.length) {
        throw new EOFException("a packet ends too soon");
      }
      at += length;
      return Arrays.copyOfRange(bytes, at - length, at);
    }

    String text() throws EOFException {
      return new String(binary(), StandardCharsets.UTF_8);
    }

    int variable() throws EOFException {
      int value = 0;
      int shift = 0;
      int next;
      do {
        next = octet();
        value |= (next & 0x7F) << shift;
        shift += 7;
      } while ((next & 0x80) != 0);
      return value;
    }

    void skip(int count) throws EOFException {
      for (int i = 0; i < count; i++) {
        int _ = octet();
      }
    }
  }

  /** A packet to be sent. */
  static final class Writer {
    private final int first;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    Writer(int type, int flags) {
      this.first = type << 4 | flags;
    }

    Writer octet(int value) {
      rest.write(value);
      return this;
    }

    Writer two(int value) {
      return octet(value >> 8 & 0xFF).octet(value & 0xFF);
    }

    Writer text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return two(bytes.length).raw(bytes);
    }

    Writer raw(byte[] bytes) {
      rest.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(first);
      int length = rest.size();
      do {
        int low = length & 0x7F;
        length >>= 7;
        all.write(length > 0 ? low | 0x80 : low);
      } while (length > 0);
      all.writeBytes(rest.toByteArray());
      return all.toByteArray();
    }
  }
}
