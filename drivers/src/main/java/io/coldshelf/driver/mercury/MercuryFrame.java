package io.coldshelf.driver.mercury;

import io.coldshelf.driver.rfid.FrameShape;
import io.coldshelf.driver.rfid.TagMemory;
import java.util.Arrays;

/**
 * One frame (ThingMagic, M6e and M5e serial protocol; Mercury API, serial reader).
 *
 * <pre>
 *   FF  len  opcode                 data  crc crc     to the module
 *   FF  len  opcode  status status  data  crc crc     from the module
 *        |                                 +--- of len to data, high byte first
 *        +------------------------------------- bytes of data alone
 * </pre>
 *
 * @param opcode that is answered
 * @param status 0 where all is well
 * @param data what belongs to it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; owned by whoever made it.
record MercuryFrame(int opcode, int status, byte[] data) {

  static final int VERSION = 0x03;
  static final int BOOT = 0x04;
  static final int PROGRAM = 0x0C;
  static final int READ_TAGS = 0x22;
  static final int READING = 0x2F;
  static final int GET_REGION = 0x67;
  static final int AVAILABLE_REGIONS = 0x71;
  static final int SET_ANTENNAS = 0x91;
  static final int SET_POWER = 0x92;
  static final int SET_PROTOCOL = 0x93;
  static final int SET_REGION = 0x97;
  static final int SET_OPTION = 0x9A;

  static final FrameShape SHAPE = new Shape();

  private static final int HEAD = 0xFF;
  private static final int HEADER_BYTES = 5;
  private static final int CRC_BYTES = 2;
  private static final int POLYNOMIAL = 0x1021;
  private static final int PRESET = 0xFFFF;
  private static final int NIBBLE = 4;
  private static final int LOW = 0x0F;

  /** A frame to the module. */
  static byte[] command(int opcode, int... data) {
    byte[] frame = new byte[3 + data.length + CRC_BYTES];
    frame[0] = (byte) HEAD;
    frame[1] = (byte) data.length;
    frame[2] = (byte) opcode;
    for (int i = 0; i < data.length; i++) {
      frame[3 + i] = (byte) data[i];
    }
    int crc = crc(frame);
    frame[frame.length - 2] = (byte) (crc >> Byte.SIZE);
    frame[frame.length - 1] = (byte) crc;
    return frame;
  }

  /** Takes an undamaged frame apart. */
  static MercuryFrame of(byte[] frame) {
    return new MercuryFrame(
        frame[2] & 0xFF,
        TagMemory.u16(frame, 3),
        Arrays.copyOfRange(frame, HEADER_BYTES, frame.length - CRC_BYTES));
  }

  /**
   * The maker's own CRC: four bits at a time are shifted in at the low end, so it is not the CCITT
   * one although it has its polynomial.
   */
  private static int crc(byte[] frame) {
    int crc = PRESET;
    for (int i = 1; i < frame.length - CRC_BYTES; i++) {
      crc = shifted(crc, (frame[i] >> NIBBLE) & LOW);
      crc = shifted(crc, frame[i] & LOW);
    }
    return crc;
  }

  private static int shifted(int crc, int nibble) {
    int top = crc >> (3 * NIBBLE);
    int in = ((crc << NIBBLE) | nibble) & 0xFFFF;
    // The polynomial times the four bits that were shifted out; they are too few to carry over.
    int out = 0;
    for (int bit = 0; bit < NIBBLE; bit++) {
      out ^= ((top >> bit) & 1) * (POLYNOMIAL << bit);
    }
    return in ^ (out & 0xFFFF);
  }

  private static final class Shape implements FrameShape {

    @Override
    public int longest() {
      return 0xFF + HEADER_BYTES + CRC_BYTES;
    }

    @Override
    public int length(byte[] bytes, int from, int to) {
      if ((bytes[from] & 0xFF) != HEAD) {
        return NONE;
      }
      return to - from < 2 ? UNDECIDED : HEADER_BYTES + (bytes[from + 1] & 0xFF) + CRC_BYTES;
    }

    @Override
    public boolean intact(byte[] frame) {
      return TagMemory.u16(frame, frame.length - CRC_BYTES) == crc(frame);
    }
  }
}
