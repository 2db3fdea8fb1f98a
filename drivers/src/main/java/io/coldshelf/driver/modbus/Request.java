package io.coldshelf.driver.modbus;

import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import io.coldshelf.profile.ModbusManner;
import io.coldshelf.profile.ModbusRegister.Table;
import java.nio.ByteBuffer;

/**
 * A read of adjacent registers or bits (MODBUS Application Protocol V1.1b3, 6.1 to 6.4).
 *
 * @param unit which device on the wire, 0 to 255
 * @param table which table
 * @param address of the first register or bit, 0 to 65535
 * @param quantity of registers, 1 to 125, or bits, 1 to 2000
 */
record Request(int unit, Table table, int address, int quantity) implements Question {

  static final int MOST_REGISTERS = ModbusManner.MOST_REGISTERS;

  /** The most bits in one answer (6.1). */
  static final int MOST_BITS = 2000;

  private static final int PDU_BYTES = 5;

  Request {
    if (unit < 0 || unit > 0xFF || address < 0 || address + quantity > 0x10000) {
      throw new IllegalArgumentException("unit " + unit + ", address " + address);
    }
    if (quantity < 1 || quantity > (table.isBits() ? MOST_BITS : MOST_REGISTERS)) {
      throw new IllegalArgumentException(quantity + " registers in one request");
    }
  }

  @Override
  public int function() {
    return switch (table) {
      case COIL -> 1;
      case DISCRETE -> 2;
      case HOLDING -> 3;
      case INPUT -> 4;
    };
  }

  @Override
  public byte[] pdu() {
    ByteBuffer pdu = ByteBuffer.allocate(PDU_BYTES);
    switch (table) {
      case COIL -> ReadCoilsRequest.Serializer.encode(new ReadCoilsRequest(address, quantity), pdu);
      case DISCRETE ->
          ReadDiscreteInputsRequest.Serializer.encode(
              new ReadDiscreteInputsRequest(address, quantity), pdu);
      case HOLDING ->
          ReadHoldingRegistersRequest.Serializer.encode(
              new ReadHoldingRegistersRequest(address, quantity), pdu);
      case INPUT ->
          ReadInputRegistersRequest.Serializer.encode(
              new ReadInputRegistersRequest(address, quantity), pdu);
    }
    return pdu.array();
  }

  /** Bytes of data in the answer when all is well. */
  int dataBytes() {
    return table.isBits() ? (quantity + Byte.SIZE - 1) / Byte.SIZE : 2 * quantity;
  }

  @Override
  public int answerBytes() {
    return 2 + dataBytes();
  }

  @Override
  public boolean mayBegin(byte[] bytes, int start) {
    return (bytes[start + 1] & 0xFF) == dataBytes();
  }

  @Override
  public Reply answer(byte[] bytes, int start, int length) {
    int said = bytes[start + 1] & 0xFF;
    if (length != answerBytes() || said != dataBytes()) {
      return Reply.Failed.garbled(
          "%d registers were asked for and %d bytes of them came, said to be %d"
              .formatted(quantity, length - 2, said),
          "Check that the profile is for this model and that no address is used twice.");
    }
    return Reply.Values.read(this, bytes, start + 2);
  }
}
