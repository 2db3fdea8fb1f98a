package io.coldshelf.driver.gnss;

import io.coldshelf.driver.Outcome.Fault;
import java.util.Map;
import java.util.OptionalDouble;

/** What lines of a receiver mean. */
interface Dialect {

  /** What is sent first; nothing where the receiver speaks without being asked. */
  byte[] greeting();

  /** The longest line, in bytes; longer ones are passed over whole. */
  int longestLine();

  /** What a line says, without its end. Any text at all may come. */
  Heard heard(String line);

  /** What came of one line. */
  sealed interface Heard {

    /** Nothing that could be understood. */
    record Noise() implements Heard {}

    /** A good line about something else. */
    record Other() implements Heard {}

    /**
     * Values by the names of points; empty where the receiver says that it has none. What is not
     * named is not said by this line.
     */
    record Values(Map<String, OptionalDouble> values) implements Heard {}

    /** That there is nothing to listen to. */
    record Lost(Fault fault) implements Heard {}
  }
}
