package io.coldshelf.driver.modbus;

import io.coldshelf.driver.line.Dialogue;

/** How requests and replies are wrapped on a wire. */
interface Framing {

  /**
   * One request, ready to go.
   *
   * @param bytes the frame
   * @param ear for its reply
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; lives for one exchange.
  record Exchange(byte[] bytes, ReplyEar ear) {}

  /** Wraps a request. */
  Exchange exchange(Request request);

  /** Sees to it that the next reply is not taken from what is left of a failed one. */
  void recover(Dialogue dialogue);
}
