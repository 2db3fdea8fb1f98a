package io.coldshelf.wire;

import java.io.Serial;

/** What was received is not what the contract says; the message says what and where. */
public final class WireException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Something that was received cannot be read.
   *
   * @param message what is wrong
   */
  public WireException(String message) {
    super(message);
  }

  /**
   * Something that was received cannot be read.
   *
   * @param message what is wrong
   * @param cause what the parser said
   */
  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
