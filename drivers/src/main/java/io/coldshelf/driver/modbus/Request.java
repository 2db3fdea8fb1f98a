package io.coldshelf.driver.modbus;

import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import io.coldshelf.profile.ModbusRegister.Table;
import java.nio.ByteBuffer;

/**
 * A read of adjacent registers (MODBUS Application Protocol V1.1b3, 6.3 and 6.4).
 *
 * @param unit which device on the wire, 0 to 255
 * @param table which table
 * @param address of the first register, 0 to 65535
 * @param quantity of registers, 1 to 125
 */
record Request(int unit, Table table, int address, int quantity) {

  static final int MOST_REGISTERS = 125;

  private static final int PDU_BYTES = 5;

  Request {
    if (unit < 0 || unit > 0xFF || address < 0 || address + quantity > 0x10000) {
      throw new IllegalArgumentException("unit " + unit + ", address " + address);
    }
    if (quantity < 1 || quantity > MOST_REGISTERS) {
      throw new IllegalArgumentException(quantity + " registers in one request");
    }
  }

  int function() {
    return switch (table) {
      case HOLDING -> 3;
      case INPUT -> 4;
    };
  }

  byte[] pdu() {
    ByteBuffer pdu = ByteBuffer.allocate(PDU_BYTES);
    switch (table) {
      case HOLDING ->
          ReadHoldingRegistersRequest.Serializer.encode(
              new ReadHoldingRegistersRequest(address, quantity), pdu);
      case INPUT ->
          ReadInputRegistersRequest.Serializer.encode(
              new ReadInputRegistersRequest(address, quantity), pdu);
    }
    return pdu.array();
  }

  /** Length of the answer's PDU when all is well. */
  int answerBytes() {
    return 2 + 2 * quantity;
  }
}
