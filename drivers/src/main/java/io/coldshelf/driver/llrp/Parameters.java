package io.coldshelf.driver.llrp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The parameters in a message or in another parameter.
 *
 * @param list in their order on the wire, which the standard fixes
 */
record Parameters(List<Parameter> list) {

  /** None. */
  static final Parameters NONE = new Parameters(List.of());

  Parameters {
    list = List.copyOf(list);
  }

  static Parameters of(Parameter... parameters) {
    return new Parameters(List.of(parameters));
  }

  /** The first of a type. */
  Optional<Parameter> first(ParameterType type) {
    for (Parameter parameter : list) {
      if (parameter.is(type)) {
        return Optional.of(parameter);
      }
    }
    return Optional.empty();
  }

  /** All of a type, in order. */
  List<Parameter> all(ParameterType type) {
    return list.stream().filter(parameter -> parameter.is(type)).toList();
  }

  /** Bytes on the wire. */
  int size() {
    int size = 0;
    for (Parameter parameter : list) {
      size += parameter.size();
    }
    return size;
  }

  void writeTo(ByteBuffer out) {
    for (Parameter parameter : list) {
      parameter.writeTo(out);
    }
  }

  /**
   * Whether these hold at least what others ask for: each of those is matched, in order, by one
   * here with equal fields that covers it in turn. A reader may have filled in more.
   */
  boolean cover(Parameters asked) {
    int at = 0;
    for (Parameter wanted : asked.list) {
      while (at < list.size() && !list.get(at).covers(wanted)) {
        at++;
      }
      if (at == list.size()) {
        return false;
      }
      at++;
    }
    return true;
  }
}
