package io.coldshelf.simulator.cli;

import java.io.PrintStream;
import java.util.function.Consumer;

/** Says on the error stream what goes on: on a terminal in one line that changes. */
final class Progress implements Consumer<String> {

  private static final long ON_TERMINAL_NANOS = 200_000_000L;
  private static final long IN_LOG_NANOS = 10_000_000_000L;
  private static final String CLEAR = "\r\033[K";

  private final PrintStream err;
  private final boolean onTerminal;
  private long saidNanos;
  private String saidWords = "";

  Progress(PrintStream err, boolean onTerminal) {
    this.err = err;
    this.onTerminal = onTerminal;
  }

  /** What is said again with other numbers alone is not said each time. */
  @Override
  public synchronized void accept(String what) {
    String words = what.replaceAll("[0-9]+", "");
    long now = System.nanoTime();
    long pause = onTerminal ? ON_TERMINAL_NANOS : IN_LOG_NANOS;
    if (words.equals(saidWords) && now - saidNanos < pause) {
      return;
    }
    saidWords = words;
    saidNanos = now;
    if (onTerminal) {
      err.print(CLEAR + "  " + what);
      err.flush();
    } else {
      err.println("  " + what);
    }
  }

  /** Leaves the terminal's line to others. */
  synchronized void done() {
    if (onTerminal) {
      err.print(CLEAR);
      err.flush();
    }
  }
}
