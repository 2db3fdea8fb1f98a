package io.coldshelf.driver.llrp;

import java.nio.ByteBuffer;

/**
 * One parameter (LLRP 1.1, 17.2): a node of a message's tree.
 *
 * <pre>
 *   TV   | 1 | type (7) | fields, of a length that the type fixes |
 *   TLV  | reserved (6) | type (10) | length (16), these 4 bytes included | fields | parameters |
 * </pre>
 *
 * <p>A TLV of unknown type is one run of fields; so is the inside of a vendor's {@code Custom}.
 *
 * @param code the type's number; below 128 it is a TV
 * @param fields what comes before the parameters in it
 * @param parameters none in a TV
 */
record Parameter(int code, Fields fields, Parameters parameters) {

  static final int TLV_HEADER_BYTES = 4;
  static final int TV_HEADER_BYTES = 1;
  static final int TV_CODES = 0x80;
  static final int TLV_CODE_MASK = 0x3FF;

  private static final int MAX_TLV_BYTES = 0xFFFF;

  Parameter {
    int size = size(code, fields, parameters);
    if (code < 1 || code > TLV_CODE_MASK || size > MAX_TLV_BYTES) {
      throw new IllegalArgumentException("parameter " + code + " of " + size + " bytes");
    }
  }

  static Parameter of(ParameterType type, Fields fields, Parameter... parameters) {
    return new Parameter(type.code(), fields, Parameters.of(parameters));
  }

  static Parameter of(ParameterType type, Fields.Builder fields, Parameter... parameters) {
    return of(type, fields.build(), parameters);
  }

  boolean is(ParameterType type) {
    return code == type.code();
  }

  /** Bytes on the wire. */
  int size() {
    return size(code, fields, parameters);
  }

  private static int size(int code, Fields fields, Parameters parameters) {
    int header = code < TV_CODES ? TV_HEADER_BYTES : TLV_HEADER_BYTES;
    return header + fields.length() + parameters.size();
  }

  void writeTo(ByteBuffer out) {
    if (code < TV_CODES) {
      out.put((byte) (TV_CODES | code));
    } else {
      out.putShort((short) code).putShort((short) size());
    }
    fields.writeTo(out);
    parameters.writeTo(out);
  }

  /** Whether this says the same as another, or the same and more. */
  boolean covers(Parameter asked) {
    return code == asked.code && fields.equals(asked.fields) && parameters.cover(asked.parameters);
  }

  @Override
  public String toString() {
    String name = ParameterType.ofCode(code).map(Enum::name).orElse("parameter " + code);
    return name + "[" + fields + "]" + (parameters.list().isEmpty() ? "" : parameters.list());
  }
}
