package io.coldshelf.driver.magicrf;

import io.coldshelf.driver.rfid.FrameShape;
import io.coldshelf.driver.rfid.TagMemory;
import java.util.Arrays;

/**
 * One frame (Invelion, Communication Protocol V2.1, 3).
 *
 * <pre>
 *   BB  type  command  PL PL  parameters  sum  7E
 *        |              |                  +--- low byte of the sum of type to parameters
 *        |              +---------------------- bytes of parameters, high byte first
 *        +------------------------------------- 00 command, 01 answer, 02 notice
 * </pre>
 *
 * @param type {@link #COMMAND}, {@link #ANSWER} or {@link #NOTICE}
 * @param command 0 to 255
 * @param parameters at most {@link #MAX_PARAMETERS}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; owned by whoever made it.
record MagicRfFrame(int type, int command, byte[] parameters) {

  static final int COMMAND = 0;
  static final int ANSWER = 1;
  static final int NOTICE = 2;

  /** More than any answer to what is asked here has; a longer frame is taken for noise. */
  static final int MAX_PARAMETERS = 256;

  static final FrameShape SHAPE = new Shape();

  private static final int HEAD = 0xBB;
  private static final int TAIL = 0x7E;
  private static final int HEADER_BYTES = 5;
  private static final int TRAILER_BYTES = 2;

  /** A command with parameters. */
  static byte[] command(int command, int... parameters) {
    byte[] frame = new byte[HEADER_BYTES + parameters.length + TRAILER_BYTES];
    frame[0] = (byte) HEAD;
    frame[1] = COMMAND;
    frame[2] = (byte) command;
    frame[3] = (byte) (parameters.length >> Byte.SIZE);
    frame[4] = (byte) parameters.length;
    for (int i = 0; i < parameters.length; i++) {
      frame[HEADER_BYTES + i] = (byte) parameters[i];
    }
    frame[frame.length - 2] = sum(frame);
    frame[frame.length - 1] = (byte) TAIL;
    return frame;
  }

  /** Takes an undamaged frame apart. */
  static MagicRfFrame of(byte[] frame) {
    return new MagicRfFrame(
        frame[1] & 0xFF,
        frame[2] & 0xFF,
        Arrays.copyOfRange(frame, HEADER_BYTES, frame.length - TRAILER_BYTES));
  }

  boolean answers(int question) {
    return type == ANSWER && command == question;
  }

  /** A parameter, 0 to 255. */
  int parameter(int at) {
    return parameters[at] & 0xFF;
  }

  private static byte sum(byte[] frame) {
    int sum = 0;
    for (int i = 1; i < frame.length - TRAILER_BYTES; i++) {
      sum += frame[i];
    }
    return (byte) sum;
  }

  private static final class Shape implements FrameShape {

    @Override
    public int longest() {
      return HEADER_BYTES + MAX_PARAMETERS + TRAILER_BYTES;
    }

    @Override
    public int length(byte[] bytes, int from, int to) {
      if ((bytes[from] & 0xFF) != HEAD) {
        return NONE;
      }
      if (to - from > 1 && bytes[from + 1] != ANSWER && bytes[from + 1] != NOTICE) {
        return NONE;
      }
      if (to - from < HEADER_BYTES) {
        return UNDECIDED;
      }
      int parameters = TagMemory.u16(bytes, from + 3);
      return parameters > MAX_PARAMETERS ? NONE : HEADER_BYTES + parameters + TRAILER_BYTES;
    }

    @Override
    public boolean intact(byte[] frame) {
      return (frame[frame.length - 1] & 0xFF) == TAIL && frame[frame.length - 2] == sum(frame);
    }
  }
}
