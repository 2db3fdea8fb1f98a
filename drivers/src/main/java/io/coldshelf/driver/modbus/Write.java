package io.coldshelf.driver.modbus;

import io.coldshelf.profile.ModbusRegister.Table;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A write of one coil (function 05), one register (06) or some adjacent registers (16; MODBUS
 * Application Protocol V1.1b3, 6.5, 6.6 and 6.12).
 *
 * @param unit which device on the wire, 1 to 255: nobody writes to all at once
 * @param table coils or holding registers
 * @param address of the first, 0 to 65535
 * @param words 0 to 65535 each; 0 or 1 for a coil, of which there is one
 */
record Write(int unit, Table table, int address, List<Integer> words) implements Question {

  private static final int COIL_ON = 0xFF00;

  /** The longest value that a profile knows. */
  private static final int MOST_WORDS = 4;

  Write {
    words = List.copyOf(words);
    if (unit < 0 || unit > 0xFF || address < 0 || address + words.size() > 0x10000) {
      throw new IllegalArgumentException("unit " + unit + ", address " + address);
    }
    if (words.isEmpty() || words.size() > (table == Table.COIL ? 1 : MOST_WORDS)) {
      throw new IllegalArgumentException(words.size() + " values to write");
    }
    if (!table.isWritable()) {
      throw new IllegalArgumentException("nobody can write to " + table);
    }
  }

  @Override
  public int function() {
    if (table == Table.COIL) {
      return 5;
    }
    return words.size() == 1 ? 6 : 16;
  }

  @Override
  public byte[] pdu() {
    ByteBuffer pdu = ByteBuffer.allocate(words.size() == 1 ? 5 : 6 + 2 * words.size());
    pdu.put((byte) function()).putShort((short) address);
    if (table == Table.COIL) {
      pdu.putShort((short) (words.getFirst() == 0 ? 0 : COIL_ON));
    } else if (words.size() == 1) {
      pdu.putShort(words.getFirst().shortValue());
    } else {
      pdu.putShort((short) words.size()).put((byte) (2 * words.size()));
      words.forEach(word -> pdu.putShort(word.shortValue()));
    }
    return pdu.array();
  }

  /** The answer repeats the first five bytes of the request. */
  @Override
  public int answerBytes() {
    return 5;
  }

  @Override
  public boolean mayBegin(byte[] bytes, int start) {
    byte[] asked = pdu();
    return bytes[start + 1] == asked[1] && bytes[start + 2] == asked[2];
  }

  @Override
  public Reply answer(byte[] bytes, int start, int length) {
    byte[] said = Arrays.copyOfRange(bytes, start, start + length);
    return length == answerBytes() && Arrays.equals(said, Arrays.copyOf(pdu(), length))
        ? new Reply.Written()
        : Reply.Failed.garbled(
            "the device confirms something else than what was written",
            "Read the value back before anything else is done.");
  }
}
