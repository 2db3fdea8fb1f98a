package io.coldshelf.edge.cli;

import java.util.logging.LogManager;

/**
 * The JDK's own takes the handlers away as soon as the process is told to stop, and with them the
 * last words of an orderly stop. Public, since the JDK makes it by its name.
 */
public final class LastingLogManager extends LogManager {

  /** Made by the JDK. */
  public LastingLogManager() {}

  @Override
  public void reset() {
    // Handlers last as long as the process.
  }
}
