package io.coldshelf.simulator.device;

import java.nio.ByteBuffer;

/** How a PDU is wrapped for a wire. */
sealed interface ModbusFraming {

  byte[] frame(int unit, byte[] pdu);

  /** The same frame, made one that nobody may accept. */
  byte[] spoiled(int unit, byte[] pdu);

  /**
   * A serial line: {@code unit(1) pdu crc(2, low byte first)} (MODBUS over Serial Line V1.02,
   * 2.5.1).
   */
  record Rtu() implements ModbusFraming {

    /** The shortest frame: a unit, a function and the checksum. */
    static final int MIN_BYTES = 4;

    /** The longest frame (2.5.1). */
    static final int MAX_BYTES = 256;

    @Override
    public byte[] frame(int unit, byte[] pdu) {
      ByteBuffer frame = ByteBuffer.allocate(pdu.length + 3);
      frame.put((byte) unit).put(pdu);
      int crc = crc(frame.array(), pdu.length + 1);
      return frame.put((byte) crc).put((byte) (crc >> 8)).array();
    }

    @Override
    public byte[] spoiled(int unit, byte[] pdu) {
      byte[] frame = frame(unit, pdu);
      frame[frame.length - 1] ^= 0x55;
      return frame;
    }

    /** Whether bytes end with their own checksum. */
    static boolean isWhole(byte[] bytes, int length) {
      if (length < MIN_BYTES) {
        return false;
      }
      int crc = crc(bytes, length - 2);
      return (bytes[length - 2] & 0xFF) == (crc & 0xFF) && (bytes[length - 1] & 0xFF) == crc >> 8;
    }

    /** CRC-16 with the reversed polynomial 0xA001, from 0xFFFF (2.5.1.2 and appendix B). */
    static int crc(byte[] bytes, int length) {
      int crc = 0xFFFF;
      for (int i = 0; i < length; i++) {
        crc ^= bytes[i] & 0xFF;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
        }
      }
      return crc;
    }
  }

  /**
   * TCP: {@code transaction(2) protocol(2)=0 length(2) unit(1) pdu} (MODBUS Messaging on TCP/IP
   * V1.0b, 3.1.3).
   *
   * @param transaction of the request that is answered
   */
  record Tcp(int transaction) implements ModbusFraming {

    /** Unit and a PDU of one byte at least. */
    static final int MIN_LENGTH = 2;

    /** Unit and the longest PDU. */
    static final int MAX_LENGTH = 254;

    @Override
    public byte[] frame(int unit, byte[] pdu) {
      return ByteBuffer.allocate(7 + pdu.length)
          .putShort((short) transaction)
          .putShort((short) 0)
          .putShort((short) (pdu.length + 1))
          .put((byte) unit)
          .put(pdu)
          .array();
    }

    @Override
    public byte[] spoiled(int unit, byte[] pdu) {
      return new Tcp(transaction ^ 0x5555).frame(unit, pdu);
    }
  }
}
