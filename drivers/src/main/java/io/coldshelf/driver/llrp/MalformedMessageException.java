package io.coldshelf.driver.llrp;

/** Bytes that are no LLRP message. The message names what and where, for a log. */
final class MalformedMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int position;

  /**
   * @param position in bytes from the message's first byte
   * @param problem what is wrong there
   */
  MalformedMessageException(int position, String problem) {
    super(problem + " (byte " + position + " of the message)");
    this.position = position;
  }

  /** Where, in bytes from the message's first byte. */
  int position() {
    return position;
  }
}
