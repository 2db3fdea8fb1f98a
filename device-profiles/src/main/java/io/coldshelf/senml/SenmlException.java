package io.coldshelf.senml;

import java.io.Serial;

/** What was received is no SenML pack; the message says what is wrong and where. */
public final class SenmlException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  SenmlException(String message) {
    super(message);
  }

  SenmlException(String message, Throwable cause) {
    super(message, cause);
  }
}
