package io.coldshelf.edge.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One line a message: time, level, who, what. A stack trace only where it is a bug. */
final class LogFormat extends Formatter {

  /** Made with the first message: time zones take a while, and a good start says nothing. */
  private static final class Time {
    static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
  }

  /**
   * These libraries tell every connection loss with a stack trace; those who use them say it in a
   * sentence. Kept here, since a logger that nobody holds forgets its level.
   */
  private static final List<Logger> QUIET =
      Stream.of("com.pi4j", "org.eclipse.californium", "org.eclipse.milo", "org.eclipse.paho")
          .map(Logger::getLogger)
          .toList();

  /** Sends all logs to standard error, in this format. */
  static void install() {
    Logger root = Logger.getLogger("");
    for (java.util.logging.Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(new LogFormat());
    console.setLevel(Level.ALL);
    root.addHandler(console);
    root.setLevel(Level.INFO);
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
  }

  @Override
  public String format(LogRecord record) {
    String name = record.getLoggerName() == null ? "" : record.getLoggerName();
    StringBuilder line = new StringBuilder();
    line.append(Time.FORMAT.format(record.getInstant()))
        .append(' ')
        .append(String.format("%-7s", level(record.getLevel())))
        .append(' ')
        .append(name.substring(name.lastIndexOf('.') + 1))
        .append(": ")
        .append(formatMessage(record))
        .append('\n');
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      line.append("  ").append(thrown).append('\n');
      for (StackTraceElement element : thrown.getStackTrace()) {
        line.append("    at ").append(element).append('\n');
      }
    }
    return line.toString();
  }

  private static String level(Level level) {
    return level.intValue() >= Level.SEVERE.intValue()
        ? "ERROR"
        : level.intValue() >= Level.WARNING.intValue() ? "WARNING" : "INFO";
  }
}
