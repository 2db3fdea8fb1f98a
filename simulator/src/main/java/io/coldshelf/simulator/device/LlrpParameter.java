package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A parameter that a client has sent, checked against {@link LlrpGrammar}: length, order and number
 * of the parameters inside, reserved bits (a reader shall refuse what is not so, 17.1).
 */
final class LlrpParameter {

  private final int type;
  private final byte[] bytes;
  private final int fieldsFrom;
  private final List<LlrpParameter> children;

  private LlrpParameter(int type, byte[] bytes, int fieldsFrom, List<LlrpParameter> children) {
    this.type = type;
    this.bytes = bytes;
    this.fieldsFrom = fieldsFrom;
    this.children = children;
  }

  /** Reads all parameters from an offset to the end, as the children of {@code parent}. */
  static List<LlrpParameter> parse(byte[] bytes, int from, LlrpGrammar.Rule parent) throws Refusal {
    List<LlrpParameter> found = new ArrayList<>();
    int at = from;
    while (at < bytes.length) {
      LlrpParameter next = one(bytes, at, parent);
      found.add(next);
      at += next.bytes.length;
    }
    parent.check(found.stream().map(p -> p.type).toList());
    return List.copyOf(found);
  }

  private static LlrpParameter one(byte[] all, int at, LlrpGrammar.Rule parent) throws Refusal {
    int left = all.length - at;
    int type = left < 4 ? 0 : u16(all, at);
    if (left < 4 || type > 0x3FF) {
      throw parent.refuses(LlrpStatus.IN_PARAMETER_UNEXPECTED, "what follows is no parameter");
    }
    int length = u16(all, at + 2);
    if (length < 4 || length > left) {
      throw Refusal.parameter(
          type, LlrpStatus.IN_PARAMETER_OVERFLOW_FIELD, "length " + length + " of " + left);
    }
    byte[] bytes = Arrays.copyOfRange(all, at, at + length);
    LlrpGrammar.Rule rule = LlrpGrammar.rule(type);
    int fields = rule.fieldBytes(bytes, 4);
    return new LlrpParameter(type, bytes, 4, parse(bytes, 4 + fields, rule));
  }

  int type() {
    return type;
  }

  int u8(int offset) {
    return bytes[fieldsFrom + offset] & 0xFF;
  }

  int u16(int offset) {
    return u16(bytes, fieldsFrom + offset);
  }

  long u32(int offset) {
    return ByteBuffer.wrap(bytes).getInt(fieldsFrom + offset) & 0xFFFFFFFFL;
  }

  boolean flag(int offset, int bit) {
    return ((u8(offset) >> (7 - bit)) & 1) != 0;
  }

  /** All of it as sent, header included. */
  byte[] bytes() {
    return bytes.clone();
  }

  List<LlrpParameter> all(int childType) {
    return children.stream().filter(p -> p.type == childType).toList();
  }

  Optional<LlrpParameter> first(int childType) {
    return children.stream().filter(p -> p.type == childType).findFirst();
  }

  /** A child that the grammar promises. */
  LlrpParameter only(int childType) {
    return first(childType).orElseThrow();
  }

  private static int u16(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
