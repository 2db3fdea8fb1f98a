package io.coldshelf.simulator.device;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * What a slave makes of a request's PDU (MODBUS Application Protocol V1.1b3, 6.1 to 6.4 and 7).
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
      case 1 -> values(request, MAX_BITS, registers::coil);
      case 2 -> values(request, MAX_BITS, registers::discrete);
      case 3 -> values(request, MAX_REGISTERS, registers::holding);
      case 4 -> values(request, MAX_REGISTERS, registers::input);
      default -> new Refused(function, ILLEGAL_FUNCTION);
    };
  }

  /** The order of the checks is that of the state diagrams in 6.1 to 6.4. */
  private static ModbusPdu values(byte[] request, int most, IntFunction<OptionalInt> table) {
    int function = request[0] & 0xFF;
    if (request.length != 5) {
      return new Refused(function, ILLEGAL_VALUE);
    }
    int address = ByteBuffer.wrap(request).getShort(1) & 0xFFFF;
    int quantity = ByteBuffer.wrap(request).getShort(3) & 0xFFFF;
    if (quantity < 1 || quantity > most) {
      return new Refused(function, ILLEGAL_VALUE);
    }
    if (address + quantity > 0x10000) {
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
