package io.coldshelf.driver.rfid;

/**
 * What a frame of a protocol looks like. Frames are cut by their length alone: whatever byte begins
 * or ends one also occurs within.
 */
public interface FrameShape {

  /** No frame begins here. */
  int NONE = -1;

  /** More bytes are needed to tell. */
  int UNDECIDED = 0;

  /**
   * The bound.
   *
   * @return the most bytes that a frame may have
   */
  int longest();

  /**
   * How long the frame is that begins at a place, if one does.
   *
   * @param bytes what came in
   * @param from the place
   * @param to the end of what came in; at least one byte is there
   * @return {@link #NONE}, {@link #UNDECIDED}, or the length of the whole frame in bytes, of which
   *     not all need be there
   */
  int length(byte[] bytes, int from, int to);

  /**
   * Whether a whole frame came undamaged.
   *
   * @param frame of the length that {@link #length} gave
   * @return whether its checksum is right
   */
  boolean intact(byte[] frame);
}
