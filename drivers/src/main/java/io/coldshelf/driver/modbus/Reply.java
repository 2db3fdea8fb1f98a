package io.coldshelf.driver.modbus;

import io.coldshelf.driver.Outcome.Fault;
import java.util.List;
import java.util.stream.IntStream;

/** What came of a request. */
sealed interface Reply {

  /**
   * The registers that were asked for, as many as were asked for.
   *
   * @param first address of the first one
   * @param words 0 to 65535 each
   */
  record Registers(int first, List<Integer> words) implements Reply {

    public Registers {
      words = List.copyOf(words);
    }

    /** A register by its address. */
    int at(int address) {
      return words.get(address - first);
    }
  }

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

    static Failed garbled(String reason, String suggestion) {
      return new Failed(new Fault(Fault.Kind.GARBLED, reason, suggestion));
    }
  }

  /**
   * Reads a PDU that came as the answer to a request: function, count of bytes, registers; or
   * function with its high bit set and a code.
   *
   * @param request what was asked
   * @param bytes holds the PDU
   * @param start of the PDU
   * @param length of the PDU, at least 2
   * @return registers, refusal, or what is wrong with it
   */
  static Reply read(Request request, byte[] bytes, int start, int length) {
    int function = bytes[start] & 0xFF;
    int second = bytes[start + 1] & 0xFF;
    if (function == (request.function() | 0x80) && length == 2) {
      return new Refused(second);
    }
    if (function != request.function()) {
      return Failed.garbled(
          "function %d was asked and %d answered".formatted(request.function(), function),
          "Check that the profile is for this model and that no address is used twice.");
    }
    if (length != request.answerBytes() || second != 2 * request.quantity()) {
      return Failed.garbled(
          "%d registers were asked for and %d bytes of them came, said to be %d"
              .formatted(request.quantity(), length - 2, second),
          "Check that the profile is for this model and that no address is used twice.");
    }
    return new Registers(
        request.address(),
        IntStream.range(0, request.quantity())
            .mapToObj(i -> word(bytes, start + 2 + 2 * i))
            .toList());
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }
}
