package io.coldshelf.driver.llrp;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads one message from its bytes. Reserved bits of headers are ignored, as a client shall (LLRP
 * 1.1, 17.1); those among the fields are kept.
 *
 * <p>A TLV of unknown type is kept as it is. A TV of unknown type cannot be passed over, having no
 * length: it makes the message malformed, not the connection.
 */
final class Decoder {

  /** How deep parameters may lie in each other; the standard itself reaches 7. */
  static final int MAX_DEPTH = 16;

  /** How many parameters a message may have: some 10,000 tag reports with all that we ask for. */
  static final int MAX_PARAMETERS = 100_000;

  private final byte[] message;
  private int parameterCount;

  private Decoder(byte[] message) {
    this.message = message;
  }

  /**
   * Reads a message.
   *
   * @param message all of its bytes and no more
   * @return its tree
   * @throws MalformedMessageException when the bytes are no message
   */
  static Message decode(byte[] message) throws MalformedMessageException {
    return new Decoder(message).message();
  }

  private Message message() throws MalformedMessageException {
    if (message.length < Message.HEADER_BYTES) {
      throw new MalformedMessageException(message.length, "header cut short");
    }
    Fields header = Fields.copyOf(message, 0, Message.HEADER_BYTES);
    if (header.u32(2) != message.length) {
      throw new MalformedMessageException(
          2, "length " + header.u32(2) + " of a message of " + message.length + " bytes");
    }
    int code = header.u16(0) & 0x3FF;
    Layout layout = MessageType.ofCode(code).map(MessageType::layout).orElse(Layout.OPAQUE);
    int fieldsEnd = layout.endOfFields(message, Message.HEADER_BYTES, message.length);
    return new Message(
        (header.u16(0) >>> 10) & 7,
        code,
        header.u32(6),
        Fields.copyOf(message, Message.HEADER_BYTES, fieldsEnd),
        parameters(fieldsEnd, message.length, 1));
  }

  private Parameters parameters(int from, int end, int depth) throws MalformedMessageException {
    if (from == end) {
      return Parameters.NONE;
    }
    if (depth > MAX_DEPTH) {
      throw new MalformedMessageException(from, "parameters deeper than " + MAX_DEPTH);
    }
    List<Parameter> list = new ArrayList<>();
    int at = from;
    while (at < end) {
      if (++parameterCount > MAX_PARAMETERS) {
        throw new MalformedMessageException(at, "more than " + MAX_PARAMETERS + " parameters");
      }
      Parameter parameter =
          (message[at] & Parameter.TV_CODES) != 0 ? tv(at, end) : tlv(at, end, depth);
      list.add(parameter);
      // Every parameter takes at least its header, so this loop ends.
      at += parameter.size();
    }
    return new Parameters(list);
  }

  private Parameter tv(int at, int end) throws MalformedMessageException {
    int code = message[at] & ~Parameter.TV_CODES & 0xFF;
    ParameterType type =
        ParameterType.ofCode(code)
            .orElseThrow(
                () -> new MalformedMessageException(at, "TV parameter of unknown type " + code));
    int from = at + Parameter.TV_HEADER_BYTES;
    int to = from + type.layout().fixedBytes();
    if (to > end) {
      throw new MalformedMessageException(at, type + " cut short");
    }
    return new Parameter(code, Fields.copyOf(message, from, to), Parameters.NONE);
  }

  private Parameter tlv(int at, int end, int depth) throws MalformedMessageException {
    if (end - at < Parameter.TLV_HEADER_BYTES) {
      throw new MalformedMessageException(at, "parameter's header cut short");
    }
    Fields header = Fields.copyOf(message, at, at + Parameter.TLV_HEADER_BYTES);
    int code = header.u16(0) & Parameter.TLV_CODE_MASK;
    int length = header.u16(2);
    if (code < Parameter.TV_CODES) {
      throw new MalformedMessageException(at, "TLV parameter of type " + code);
    }
    if (length < Parameter.TLV_HEADER_BYTES || length > end - at) {
      throw new MalformedMessageException(
          at, "parameter " + code + " with a length of " + length + " in " + (end - at) + " bytes");
    }
    int from = at + Parameter.TLV_HEADER_BYTES;
    int to = at + length;
    Layout layout = ParameterType.ofCode(code).map(ParameterType::layout).orElse(Layout.OPAQUE);
    int fieldsEnd = layout.endOfFields(message, from, to);
    return new Parameter(
        code, Fields.copyOf(message, from, fieldsEnd), parameters(fieldsEnd, to, depth + 1));
  }
}
