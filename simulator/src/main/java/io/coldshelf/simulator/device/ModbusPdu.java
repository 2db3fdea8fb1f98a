package io.coldshelf.simulator.device;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * What a slave makes of a request's PDU (MODBUS Application Protocol V1.1b3, 6.1 to 6.6, 6.12 and
 * 7).
 *
 * <pre>
 *   request    function(1) address(2) quantity(2)
 *   answer     function(1) byte count(1) values
 *   exception  function|0x80(1) code(1)
 * </pre>
 */
sealed interface ModbusPdu {

  int ILLEGAL_FUNCTION = 1;
  int ILLEGAL_ADDRESS = 2;
  int ILLEGAL_VALUE = 3;

  /** The most registers that fit into one PDU of 253 bytes. */
  int MAX_REGISTERS = 125;

  /** The most coils or inputs in one answer. */
  int MAX_BITS = 2000;

  byte[] bytes();

  /** A good answer. */
  record Values(int function, int address, List<Integer> raw) implements ModbusPdu {

    @Override
    public byte[] bytes() {
      return function <= 2 ? bits() : registers();
    }

    private byte[] registers() {
      ByteBuffer pdu = ByteBuffer.allocate(2 + 2 * raw.size());
      pdu.put((byte) function).put((byte) (2 * raw.size()));
      raw.forEach(value -> pdu.putShort(value.shortValue()));
      return pdu.array();
    }

    private byte[] bits() {
      int count = (raw.size() + 7) / 8;
      byte[] pdu = new byte[2 + count];
      pdu[0] = (byte) function;
      pdu[1] = (byte) count;
      for (int i = 0; i < raw.size(); i++) {
        pdu[2 + i / 8] |= (byte) (raw.get(i) << (i % 8));
      }
      return pdu;
    }

    Values allEqualTo(int value) {
      return new Values(function, address, raw.stream().map(_ -> value).toList());
    }
  }

  /** A refusal. */
  record Refused(int function, int code) implements ModbusPdu {

    @Override
    public byte[] bytes() {
      return new byte[] {(byte) (function | 0x80), (byte) code};
    }
  }

  /** Answers a request of at least one byte. */
  static ModbusPdu answer(Registers registers, byte[] request) {
    int function = request[0] & 0xFF;
    return switch (function) {
      case 1 -> values(request, registers, registers::coil);
      case 2 -> values(request, registers, registers::discrete);
      case 3 -> values(request, registers, registers::holding);
      case 4 -> values(request, registers, registers::input);
      case 5 -> setCoil(request, registers);
      case 6 -> setRegister(request, registers);
      case 16 -> setRegisters(request, registers);
      default -> new Refused(function, ILLEGAL_FUNCTION);
    };
  }

  /** A write is confirmed by the first five bytes of its request (6.5, 6.6, 6.12). */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; lives for one answer.
  record Confirmed(byte[] bytes) implements ModbusPdu {

    static Confirmed of(byte[] request) {
      return new Confirmed(Arrays.copyOf(request, 5));
    }
  }

  private static ModbusPdu setCoil(byte[] request, Registers registers) {
    int value = request.length == 5 ? word(request, 3) : -1;
    if (value != 0 && value != 0xFF00) {
      return new Refused(5, ILLEGAL_VALUE);
    }
    return registers.setCoil(word(request, 1), value == 0 ? 0 : 1)
        ? Confirmed.of(request)
        : new Refused(5, ILLEGAL_ADDRESS);
  }

  private static ModbusPdu setRegister(byte[] request, Registers registers) {
    if (request.length != 5) {
      return new Refused(6, ILLEGAL_VALUE);
    }
    return registers.setHolding(word(request, 1), word(request, 3))
        ? Confirmed.of(request)
        : new Refused(6, ILLEGAL_ADDRESS);
  }

  private static ModbusPdu setRegisters(byte[] request, Registers registers) {
    int quantity = request.length > 6 ? word(request, 3) : 0;
    if (quantity < 1 || request.length != 6 + 2 * quantity || (request[5] & 0xFF) != 2 * quantity) {
      return new Refused(16, ILLEGAL_VALUE);
    }
    int address = word(request, 1);
    for (int i = 0; i < quantity; i++) {
      if (address + i > 0xFFFF || !registers.setHolding(address + i, word(request, 6 + 2 * i))) {
        return new Refused(16, ILLEGAL_ADDRESS);
      }
    }
    return Confirmed.of(request);
  }

  private static int word(byte[] request, int at) {
    return ByteBuffer.wrap(request).getShort(at) & 0xFFFF;
  }

  /** The order of the checks is that of the state diagrams in 6.1 to 6.4. */
  private static ModbusPdu values(
      byte[] request, Registers registers, IntFunction<OptionalInt> table) {
    int function = request[0] & 0xFF;
    int most = function <= 2 ? MAX_BITS : MAX_REGISTERS;
    if (request.length != 5) {
      return new Refused(function, ILLEGAL_VALUE);
    }
    int address = word(request, 1);
    int quantity = word(request, 3);
    if (quantity < 1 || quantity > most) {
      return new Refused(function, ILLEGAL_VALUE);
    }
    boolean tooMany = quantity > registers.most() && (function > 2 || registers.most() == 1);
    if (address + quantity > 0x10000 || tooMany) {
      return new Refused(function, ILLEGAL_ADDRESS);
    }
    List<Integer> raw = new ArrayList<>(quantity);
    for (int i = address; i < address + quantity; i++) {
      OptionalInt value = table.apply(i);
      if (value.isEmpty()) {
        return new Refused(function, ILLEGAL_ADDRESS);
      }
      raw.add(value.getAsInt() & (function <= 2 ? 1 : 0xFFFF));
    }
    return new Values(function, address, List.copyOf(raw));
  }
}
