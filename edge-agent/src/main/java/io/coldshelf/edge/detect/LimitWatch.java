package io.coldshelf.edge.detect;

import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.Side;

/**
 * Follows one probe against one limit: how long in one run has it been past the limit, in time that is
 * known?
 *
 * <pre>
 *   inside ──past the limit──▶ past (run grows) ──run reaches the grace──▶ broken
 *     ▲                           │                                          │
 *     └────────inside again───────┘              inside by the hysteresis ───┘
 * </pre>
 *
 * Silence is a third state: time in which nothing was measured belongs to no run, so that a gap neither
 * breaks a rule nor mends it. For the same reason a rule is found broken by a value, never by the clock.
 */
final class LimitWatch {

  /** How far back inside a value must come before a breach has ended, in kelvin. */
  static final double HYSTERESIS_KELVIN = 0.5;

  private final Limit limit;
  private final long longestGapMillis;

  private boolean past;
  private boolean broken;
  private long runSinceMillis;
  private long lastMillis = Long.MIN_VALUE;
  private double worst = Double.NaN;

  LimitWatch(Limit limit, long longestGapMillis) {
    this.limit = limit;
    this.longestGapMillis = longestGapMillis;
  }

  Limit limit() {
    return limit;
  }

  boolean isBroken() {
    return broken;
  }

  /** The value farthest past the limit in this run, in degrees Celsius. */
  double worst() {
    return worst;
  }

  /** Takes a value. Answers whether the state has changed. */
  boolean accept(long timeMillis, double celsius) {
    if (timeMillis < lastMillis) {
      return false;
    }
    if (past && lastMillis != Long.MIN_VALUE && timeMillis - lastMillis > longestGapMillis) {
      // Only one interval of the silence is taken for known.
      runSinceMillis += timeMillis - lastMillis - longestGapMillis;
    }
    lastMillis = timeMillis;
    boolean wasBroken = broken;
    if (limit.isBrokenBy(celsius)) {
      enter(timeMillis, celsius);
    } else if (!broken || isInside(celsius)) {
      past = false;
      broken = false;
    }
    return broken != wasBroken;
  }

  private void enter(long timeMillis, double celsius) {
    if (!past) {
      past = true;
      runSinceMillis = timeMillis;
      worst = celsius;
    }
    worst = limit.side() == Side.ABOVE ? Math.max(worst, celsius) : Math.min(worst, celsius);
    broken |= timeMillis - runSinceMillis >= limit.grace().toMillis();
  }

  private boolean isInside(double celsius) {
    return switch (limit.side()) {
      case ABOVE -> celsius <= limit.celsius() - HYSTERESIS_KELVIN;
      case BELOW -> celsius >= limit.celsius() + HYSTERESIS_KELVIN;
    };
  }

  void save(Snapshot into, String prefix) {
    if (past) {
      into.put(prefix + "run", runSinceMillis);
      into.put(prefix + "last", lastMillis);
      into.put(prefix + "worst", worst);
      into.put(prefix + "broken", broken ? 1 : 0);
    }
  }

  void restore(Snapshot from, String prefix) {
    long run = from.number(prefix + "run", Long.MIN_VALUE);
    past = run != Long.MIN_VALUE;
    if (past) {
      runSinceMillis = run;
      lastMillis = from.number(prefix + "last", run);
      worst = from.decimal(prefix + "worst", limit.celsius());
      broken = from.number(prefix + "broken", 0) == 1;
    }
  }
}
