package io.coldshelf.driver.modbus;

import io.coldshelf.driver.Outcome.Fault;
import java.util.List;
import java.util.stream.IntStream;

/** What came of a request. */
sealed interface Reply {

  /**
   * The registers or bits that were asked for, as many as were asked for.
   *
   * @param first address of the first one
   * @param words 0 to 65535 each, or 0 and 1
   */
  record Values(int first, List<Integer> words) implements Reply {

    public Values {
      words = List.copyOf(words);
    }

    /** A register or bit by its address. */
    int at(int address) {
      return words.get(address - first);
    }

    /** Reads the data of an answer of the right length. */
    static Values read(Request request, byte[] bytes, int start) {
      return new Values(
          request.address(),
          IntStream.range(0, request.quantity())
              .mapToObj(i ->
                  request.table().isBits()
                      ? (bytes[start + i / Byte.SIZE] >> (i % Byte.SIZE)) & 1
                      : word(bytes, start + 2 * i))
              .toList());
    }
  }

  /** What was to be written has been. */
  record Written() implements Reply {}

  /**
   * An exception response.
   *
   * @param code as in MODBUS Application Protocol V1.1b3, 7
   */
  record Refused(int code) implements Reply {}

  /**
   * No answer, or one that makes no sense.
   *
   * @param fault which
   */
  record Failed(Fault fault) implements Reply {

    static Failed silent(String reason, String suggestion) {
      return new Failed(new Fault(Fault.Kind.SILENT, reason, suggestion));
    }

    static Failed confused() {
      return garbled(
          "the answer is one to another kind of request", "Check that no address is used twice.");
    }

    static Failed garbled(String reason, String suggestion) {
      return new Failed(new Fault(Fault.Kind.GARBLED, reason, suggestion));
    }
  }

  /**
   * Reads a PDU that came as the answer to a question: function and what belongs to it; or function
   * with its high bit set and a code.
   *
   * @param question what was asked
   * @param bytes holds the PDU
   * @param start of the PDU
   * @param length of the PDU, at least 2
   * @return values, refusal, or what is wrong with it
   */
  static Reply read(Question question, byte[] bytes, int start, int length) {
    int function = bytes[start] & 0xFF;
    if (function == (question.function() | 0x80) && length == 2) {
      return new Refused(bytes[start + 1] & 0xFF);
    }
    if (function != question.function()) {
      return Failed.garbled(
          "function %d was asked and %d answered".formatted(question.function(), function),
          "Check that the profile is for this model and that no address is used twice.");
    }
    return question.answer(bytes, start, length);
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
