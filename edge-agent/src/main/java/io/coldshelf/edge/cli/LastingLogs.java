package io.coldshelf.edge.cli;

import java.util.logging.LogManager;

/**
 * The JDK's own takes the handlers away as soon as the process is told to stop, and with them the
 * last words of an orderly stop. Public, since the JDK makes it by its name.
 */
public final class LastingLogs extends LogManager {

  /** Made by the JDK. */
  public LastingLogs() {}

  @Override
  public void reset() {
    // Handlers last as long as the process.
  }
}
