package io.coldshelf.driver.r2000;

import io.coldshelf.driver.rfid.FrameShape;
import java.util.Arrays;

/**
 * One frame (UHF RFID Reader Serial Interface Protocol V3.7, 1.2).
 *
 * <pre>
 *   A0  len  address  command  data  check
 *        |                             +--- all bytes of the frame add up to 0
 *        +--------------------------------- bytes that follow
 * </pre>
 *
 * @param address of the reader
 * @param command that is answered
 * @param data what belongs to it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; owned by whoever made it.
record R2000Frame(int address, int command, byte[] data) {

  /** Whoever hears it answers. */
  static final int EVERYBODY = 0xFF;

  static final int SET_TEMPORARY_POWER = 0x66;
  static final int VERSION = 0x72;
  static final int SET_ANTENNA = 0x74;
  static final int SET_REGION = 0x78;
  static final int GET_REGION = 0x79;
  static final int INVENTORY = 0x89;
  static final int FAST_SWITCH = 0x8A;

  static final FrameShape SHAPE = new Shape();

  private static final int HEAD = 0xA0;
  private static final int HEADER_BYTES = 4;
  private static final int LEAST_LENGTH = 3;

  /** A frame to a reader. */
  static byte[] command(int address, int command, int... data) {
    byte[] frame = new byte[HEADER_BYTES + data.length + 1];
    frame[0] = (byte) HEAD;
    frame[1] = (byte) (frame.length - 2);
    frame[2] = (byte) address;
    frame[3] = (byte) command;
    for (int i = 0; i < data.length; i++) {
      frame[HEADER_BYTES + i] = (byte) data[i];
    }
    frame[frame.length - 1] = (byte) -sum(frame);
    return frame;
  }

  /** Takes an undamaged frame apart. */
  static R2000Frame of(byte[] frame) {
    return new R2000Frame(
        frame[2] & 0xFF,
        frame[3] & 0xFF,
        Arrays.copyOfRange(frame, HEADER_BYTES, frame.length - 1));
  }

  /** A byte of the data, 0 to 255. */
  int u8(int at) {
    return data[at] & 0xFF;
  }

  private static int sum(byte[] frame) {
    int sum = 0;
    for (byte part : frame) {
      sum += part;
    }
    return sum;
  }

  private static final class Shape implements FrameShape {

    @Override
    public int longest() {
      return 0xFF + 2;
    }

    @Override
    public int length(byte[] bytes, int from, int to) {
      if ((bytes[from] & 0xFF) != HEAD) {
        return NONE;
      }
      if (to - from < 2) {
        return UNDECIDED;
      }
      int length = bytes[from + 1] & 0xFF;
      if (length < LEAST_LENGTH) {
        return NONE;
      }
      if (to - from < HEADER_BYTES) {
        return UNDECIDED;
      }
      return switch (bytes[from + 3] & 0xFF) {
        // Nothing else is asked here. The check is weak: one in 256 of what is none would pass.
        case SET_TEMPORARY_POWER,
            VERSION,
            SET_ANTENNA,
            SET_REGION,
            GET_REGION,
            INVENTORY,
            FAST_SWITCH ->
            length + 2;
        default -> NONE;
      };
    }

    @Override
    public boolean intact(byte[] frame) {
      return (byte) sum(frame) == 0;
    }
  }
}
