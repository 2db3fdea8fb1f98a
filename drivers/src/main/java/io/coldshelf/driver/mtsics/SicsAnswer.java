package io.coldshelf.driver.mtsics;

import java.math.BigDecimal;

/** One line from a scale. */
sealed interface SicsAnswer {

  /**
   * {@code S S 100.00 g}, or {@code S D} while it moves.
   *
   * @param stable whether it is at rest
   * @param value as shown
   * @param unit as written
   */
  record Weight(boolean stable, BigDecimal value, String unit) implements SicsAnswer {}

  /** {@code S I}: understood, not possible just now. */
  record Busy() implements SicsAnswer {}

  /** {@code S +}: more than it can weigh. */
  record Overload() implements SicsAnswer {}

  /** {@code S -}: less than nothing; the pan is off, as a rule. */
  record Underload() implements SicsAnswer {}

  /**
   * {@code S S Error 1b}: the scale has a fault of its own.
   *
   * @param text as the scale says it
   */
  record Failure(String text) implements SicsAnswer {}

  /**
   * {@code S L}, {@code ES}, {@code ET}, {@code EL}: the command is refused.
   *
   * @param why which of them
   */
  record Rejected(Why why) implements SicsAnswer {}

  /** Why a command is refused. */
  enum Why {
    /** {@code S L}. */
    PARAMETER,
    /** {@code ES}. */
    SYNTAX,
    /** {@code ET}: the characters came damaged. */
    TRANSMISSION,
    /** {@code EL}. */
    LOGIC
  }

  /**
   * {@code I4 A "0123456789"} unasked: the scale was switched on or reset a moment ago.
   *
   * @param serialNumber of the scale
   */
  record Restarted(String serialNumber) implements SicsAnswer {}

  /**
   * Anything else.
   *
   * @param line as it came
   */
  record Noise(String line) implements SicsAnswer {}
}
