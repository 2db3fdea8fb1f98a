package io.coldshelf.driver.llrp;

import java.nio.ByteBuffer;

/**
 * One message (LLRP 1.1, 17.1), as a tree from which its bytes can be made again.
 *
 * <pre>
 *   | reserved (3) | version (3) | type (10) | length (32), of everything | id (32) |
 *   | fields | parameters |
 * </pre>
 *
 * @param version 1 for LLRP 1.0.1, 2 for 1.1
 * @param code the type's number
 * @param id chosen by the side that asks, repeated in the answer; 32 bits, unsigned
 * @param fields what comes before the parameters
 * @param parameters in order
 */
record Message(int version, int code, long id, Fields fields, Parameters parameters) {

  static final int HEADER_BYTES = 10;

  /**
   * The longest message that is taken, in bytes. Real ones are far smaller; the wire allows 4 GiB.
   */
  static final int MAX_BYTES = 4 << 20;

  /** The version that every reader speaks, and some speak no other. */
  static final int VERSION_1_0_1 = 1;

  /** The version that may be agreed upon. */
  static final int VERSION_1_1 = 2;

  static Message of(MessageType type, long id, Fields fields, Parameter... parameters) {
    return new Message(VERSION_1_0_1, type.code(), id, fields, Parameters.of(parameters));
  }

  /** The same in another version, which differs in its header alone. */
  Message ofVersion(int other) {
    return new Message(other, code, id, fields, parameters);
  }

  boolean is(MessageType type) {
    return code == type.code();
  }

  /** The message's bytes. */
  byte[] encode() {
    int size = HEADER_BYTES + fields.length() + parameters.size();
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putShort((short) ((version << 10) | code)).putInt(size).putInt((int) id);
    fields.writeTo(out);
    parameters.writeTo(out);
    return out.array();
  }

  /** The type's name for a log. */
  String name() {
    return MessageType.ofCode(code).map(Enum::name).orElse("message of unknown type " + code);
  }

  @Override
  public String toString() {
    return name() + " " + id + " [" + fields + "] " + parameters.list();
  }
}
