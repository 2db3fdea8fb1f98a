package io.coldshelf.edge.detect;

/**
 * How often a probe honestly repeats a value, and so from when on it is stuck. A coarse probe in
 * still air repeats for minutes, a fine one never: with a probability r of repeating, n repeats in
 * a row come by chance once in r^-n values, so that
 *
 * <pre>
 *   n = ln(ARL) / ln(1/r)
 * </pre>
 *
 * for one false alarm in {@value #FALSE_ALARM_ONCE_IN} values. A value in the middle between two
 * steps of the display repeats far more often than one at the edge, so r is learned for runs that
 * have begun already; and n is never less than twice the longest honest run of late.
 */
final class Habit {

  /** 100 weeks at 10 s. */
  static final double FALSE_ALARM_ONCE_IN = 6e6;

  private static final double LOG_RUN_LENGTH = Math.log(FALSE_ALARM_ONCE_IN);

  /** Until so many values have changed nothing is known of a probe's habit. */
  private static final int CHANGES_TO_KNOW = 50;

  private static final double RATE_AT_FIRST = 0.9;
  private static final double RATE_LEAST = 0.02;
  private static final double RATE_MOST = 0.99;
  private static final double RATE_STEP = 0.01;
  private static final double LONGER_THAN_EVER = 2;

  /** A run has begun with so many repeats. */
  private static final int BEGUN = 5;

  /** So many repeats of a begun run are taken for granted, at the rate of all. */
  private static final double PRIOR = 5;

  private static final double MEMORY = 2000;

  /** The longest run is forgotten slowly, a thousandth with each run. */
  private static final double FORGETS = 0.999;

  private double last = Double.NaN;
  private int repeats;
  private int changes;
  private double rate = RATE_AT_FIRST;
  private double longest;
  private double begun;
  private double wentOn;

  /** Takes a value; answers whether the probe is stuck. */
  boolean accept(double value) {
    if (value == last) {
      repeats++;
      return isStuck();
    }
    if (!Double.isNaN(last) && !isStuck()) {
      learn();
    }
    last = value;
    repeats = 0;
    return false;
  }

  /** The probability that a run goes on which has begun already. */
  private double goesOn() {
    double known = (wentOn + rate * PRIOR) / (begun + PRIOR);
    return Math.clamp(Math.max(rate, known), RATE_LEAST, RATE_MOST);
  }

  /** A run is learnt only once it is over: a stuck probe must not talk its own rate up. */
  private void learn() {
    rate = 1 - (1 - rate) * Math.pow(1 - RATE_STEP, repeats);
    rate = Math.clamp(rate * (1 - RATE_STEP), RATE_LEAST, RATE_MOST);
    if (repeats >= BEGUN) {
      begun += repeats - BEGUN + 1;
      wentOn += repeats - BEGUN;
      if (begun > MEMORY) {
        begun /= 2;
        wentOn /= 2;
      }
    }
    longest = Math.max(longest * FORGETS, repeats);
    changes = Math.min(changes + 1, CHANGES_TO_KNOW);
  }

  private boolean isStuck() {
    return changes >= CHANGES_TO_KNOW
        && repeats >= BEGUN + LOG_RUN_LENGTH / -Math.log(goesOn())
        && repeats > LONGER_THAN_EVER * longest;
  }

  double value() {
    return last;
  }

  /** How many times the value came in a row. */
  int times() {
    return repeats + 1;
  }

  void save(Snapshot into, String prefix) {
    if (!Double.isNaN(last)) {
      into.put(prefix + "last", last);
      into.put(prefix + "repeats", repeats);
      into.put(prefix + "changes", changes);
      into.put(prefix + "rate", rate);
      into.put(prefix + "longest", longest);
      into.put(prefix + "begun", begun);
      into.put(prefix + "wentOn", wentOn);
    }
  }

  void restore(Snapshot from, String prefix) {
    last = from.decimal(prefix + "last", Double.NaN);
    repeats = (int) from.number(prefix + "repeats", 0);
    changes = (int) from.number(prefix + "changes", 0);
    rate = from.decimal(prefix + "rate", RATE_AT_FIRST);
    longest = from.decimal(prefix + "longest", 0);
    begun = from.decimal(prefix + "begun", 0);
    wentOn = from.decimal(prefix + "wentOn", 0);
  }
}
