package io.coldshelf.edge.detect;

import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass.Side;
import java.time.Duration;
import java.util.StringJoiner;

/** Follows one probe against one rule of its product class. */
sealed interface RuleWatch permits LimitWatch, MeanKineticWatch {

  /** From so many on, days are counted as days. */
  int FROM_DAYS = 3;

  /**
   * A rule that is broken.
   *
   * @param severity how grave that is
   * @param side which side is wrong
   * @param value what the rule is about, now, in degrees Celsius
   * @param limit in degrees Celsius
   * @param worst the value farthest past the limit
   * @param words what was passed and for how long, to stand behind a subject
   */
  record Breach(
      Severity severity, Side side, double value, double limit, double worst, String words) {}

  /**
   * Takes a value, when it was measured, how much time is known to have gone by since the last, and
   * how far off it may be by chance. Answers whether the rule came to be broken, or kept again, by
   * that.
   */
  boolean accept(long atMillis, long knownMillis, double celsius, double margin);

  boolean isBroken();

  /** What to say of the rule while it is broken. */
  Breach breach();

  /** The time of day was set by so much. */
  void shift(long deltaMillis);

  void save(Snapshot into, String prefix);

  void restore(Snapshot from, String prefix);

  /** {@code 1 h 30 min} for a person; a window of 24 h stays one. */
  static String words(Duration duration) {
    StringJoiner words = new StringJoiner(" ");
    long days = duration.toDays() >= FROM_DAYS ? duration.toDays() : 0;
    part(words, days, "d");
    part(words, duration.minusDays(days).toHours(), "h");
    part(words, duration.toMinutesPart(), "min");
    part(words, duration.toSecondsPart(), "s");
    return words.length() == 0 ? "0 s" : words.toString();
  }

  private static void part(StringJoiner words, long amount, String unit) {
    if (amount > 0) {
      words.add(amount + " " + unit);
    }
  }
}
