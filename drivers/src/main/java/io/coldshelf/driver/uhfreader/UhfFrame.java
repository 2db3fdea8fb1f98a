package io.coldshelf.driver.uhfreader;

import io.coldshelf.driver.rfid.FrameShape;
import java.util.Arrays;

/**
 * One frame (UHFReader18 User's Manual V2.0, 3; UHFReader288MP User Manual v1.14, 3). It has no
 * mark by which to know its beginning.
 *
 * <pre>
 *   len  addr  command          data  crc crc     to the reader
 *   len  addr  command  status  data  crc crc     from the reader
 *    |                                 +--- CRC-16 8408, preset FFFF, over len to data, low byte
 *    |                                      first
 *    +------------------------------------- bytes that follow
 * </pre>
 *
 * @param address of the reader
 * @param command that is answered; 0 where the reader does not know it
 * @param status how it went
 * @param data what belongs to it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; owned by whoever made it.
record UhfFrame(int address, int command, int status, byte[] data) {

  /** Whoever hears it answers. */
  static final int EVERYBODY = 0xFF;

  static final int UNKNOWN = 0x00;
  static final int INVENTORY = 0x01;
  static final int INFORMATION = 0x21;
  static final int SET_REGION = 0x22;
  static final int SET_POWER = 0x2F;

  /** Said unasked by a reader that is not in answering mode. */
  static final int UNASKED = 0xEE;

  static final FrameShape SHAPE = new Shape();

  private static final int HEADER_BYTES = 4;
  private static final int CRC_BYTES = 2;
  private static final int LEAST_LENGTH = 5;
  private static final int POLYNOMIAL = 0x8408;
  private static final int PRESET = 0xFFFF;

  /** A frame to a reader. */
  static byte[] command(int address, int command, int... data) {
    byte[] frame = new byte[3 + data.length + CRC_BYTES];
    frame[0] = (byte) (frame.length - 1);
    frame[1] = (byte) address;
    frame[2] = (byte) command;
    for (int i = 0; i < data.length; i++) {
      frame[3 + i] = (byte) data[i];
    }
    int crc = crc(frame);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >> Byte.SIZE);
    return frame;
  }

  /** Takes an undamaged frame apart. */
  static UhfFrame of(byte[] frame) {
    return new UhfFrame(
        frame[1] & 0xFF,
        frame[2] & 0xFF,
        frame[3] & 0xFF,
        Arrays.copyOfRange(frame, HEADER_BYTES, frame.length - CRC_BYTES));
  }

  /** A byte of the data, 0 to 255. */
  int u8(int at) {
    return data[at] & 0xFF;
  }

  private static int crc(byte[] frame) {
    int crc = PRESET;
    for (int i = 0; i < frame.length - CRC_BYTES; i++) {
      crc ^= frame[i] & 0xFF;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ POLYNOMIAL;
      }
    }
    return crc;
  }

  private static final class Shape implements FrameShape {

    @Override
    public int longest() {
      return 0x100;
    }

    @Override
    public int length(byte[] bytes, int from, int to) {
      int length = bytes[from] & 0xFF;
      if (length < LEAST_LENGTH) {
        return NONE;
      }
      if (to - from <= 2) {
        return UNDECIDED;
      }
      return switch (bytes[from + 2] & 0xFF) {
        // Nothing else is asked here, and this keeps most of what is noise from being waited for.
        case UNKNOWN, INVENTORY, INFORMATION, SET_REGION, SET_POWER, UNASKED -> length + 1;
        default -> NONE;
      };
    }

    @Override
    public boolean intact(byte[] frame) {
      int crc = crc(frame);
      return frame[frame.length - 2] == (byte) crc
          && frame[frame.length - 1] == (byte) (crc >> Byte.SIZE);
    }
  }
}
