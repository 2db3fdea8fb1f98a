package io.coldshelf.driver.modbus;

import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.Dialogue;
import java.time.Duration;

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
  Exchange exchange(Question request);

  /**
   * Sees to it that the next reply is not taken from what is left of a failed one.
   *
   * @param fault how it failed
   * @param inARow how many have failed since the last reply, whoever was asked, at least 1
   */
  void recover(Dialogue dialogue, Outcome.Fault fault, int inARow);

  /** Leaves time for what may still come after a write: an echo is not to be told from a reply. */
  void settle(Dialogue dialogue);

  /**
   * The quiet that a device needs before a request.
   *
   * @param guard as its profile says
   * @return as much of it as is ours to keep
   */
  Duration quiet(Duration guard);
}
