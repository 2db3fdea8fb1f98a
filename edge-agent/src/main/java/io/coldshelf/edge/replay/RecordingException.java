package io.coldshelf.edge.replay;

import java.io.Serial;

/** A recording cannot be read; the message says in which line, what is wrong and how to mend it. */
public final class RecordingException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  RecordingException(String file, long line, String message) {
    super(file + ":" + line + ": " + message);
  }
}
