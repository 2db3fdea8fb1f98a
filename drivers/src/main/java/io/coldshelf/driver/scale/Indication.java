package io.coldshelf.driver.scale;

import java.math.BigDecimal;

/** What one frame from a scale says, whatever its dialect. */
sealed interface Indication {

  /**
   * A weight, at rest or moving.
   *
   * @param stable whether it is at rest
   * @param value as shown
   * @param unit as written; empty where a dialect leaves it out while the scale moves
   */
  record Weight(boolean stable, BigDecimal value, String unit) implements Indication {}

  /** More than it can weigh. */
  record Overload() implements Indication {}

  /** Less than nothing; the pan is off, as a rule. */
  record Underload() implements Indication {}

  /**
   * No weight just now, and no fault of anybody.
   *
   * @param why a few words, {@code holds a past value}
   */
  record Busy(String why) implements Indication {}

  /**
   * The scale has a fault of its own.
   *
   * @param text as the scale says it
   */
  record Failure(String text) implements Indication {}

  /**
   * The scale does not know the command.
   *
   * @param answer by which it says so, {@code ES}
   */
  record Unknown(String answer) implements Indication {}

  /**
   * The scale knows the command and can't carry it out as it is set up.
   *
   * @param answer by which it says so, {@code S L}
   */
  record Unable(String answer) implements Indication {}

  /**
   * The command came to the scale damaged.
   *
   * @param answer by which it says so, {@code ET}
   */
  record Damaged(String answer) implements Indication {}

  /**
   * It says who it is: asked, or unasked after it was switched on or reset.
   *
   * @param serialNumber of the scale
   */
  record Serial(String serialNumber) implements Indication {}

  /**
   * It says what it is, being asked.
   *
   * @param text one or more lines' worth
   */
  record Identity(String text) implements Indication {}

  /**
   * Anything else.
   *
   * @param text as it came
   */
  record Noise(String text) implements Indication {}
}
