package io.coldshelf.driver.rfid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stream into frames, past noise. A frame that turns out to be damaged, or none, costs one
 * byte: those behind it are looked at again, so a good frame that it seemed to hold is not lost.
 * Holds less than two of the longest frames.
 */
final class FrameCutter {

  private final FrameShape shape;
  private final byte[] buffer;
  private int held;
  private long skipped;

  FrameCutter(FrameShape shape) {
    this.shape = shape;
    this.buffer = new byte[2 * shape.longest()];
  }

  /**
   * Takes the next bytes, cut wherever the line cut them.
   *
   * @param bytes holds them from its beginning
   * @param count how many there are
   * @return the frames that are complete now
   */
  List<byte[]> feed(byte[] bytes, int count) {
    List<byte[]> frames = new ArrayList<>();
    int taken = 0;
    while (taken < count) {
      int step = Math.min(count - taken, buffer.length - held);
      System.arraycopy(bytes, taken, buffer, held, step);
      held += step;
      taken += step;
      cut(frames, false);
    }
    return frames;
  }

  /**
   * The line has fallen silent within what looks like a frame: it is none, or its end is lost.
   *
   * @return the frames behind its beginning
   */
  List<byte[]> giveUp() {
    List<byte[]> frames = new ArrayList<>();
    cut(frames, true);
    return frames;
  }

  private void cut(List<byte[]> frames, boolean noMoreComes) {
    int at = 0;
    while (at < held) {
      int length = shape.length(buffer, at, held);
      boolean begins = length != FrameShape.NONE && length <= shape.longest();
      boolean whole = begins && length > 0 && at + length <= held;
      if (begins && !whole && !noMoreComes) {
        break;
      }
      byte[] frame = whole ? Arrays.copyOfRange(buffer, at, at + length) : new byte[0];
      if (whole && shape.intact(frame)) {
        frames.add(frame);
        at += length;
      } else {
        skipped++;
        at++;
      }
    }
    held -= at;
    System.arraycopy(buffer, at, buffer, 0, held);
  }

  /** Whether a frame has begun and is not complete. */
  boolean isWithin() {
    return held > 0;
  }

  /** How many bytes were no part of a good frame. */
  long skipped() {
    return skipped;
  }
}
