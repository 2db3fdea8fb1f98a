package io.coldshelf.edge.cli;

import java.io.Serial;

/** The command was called wrongly; the message is one line for whoever called it. */
final class UsageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
