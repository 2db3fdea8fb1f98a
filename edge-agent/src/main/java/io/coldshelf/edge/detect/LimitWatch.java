package io.coldshelf.edge.detect;

import io.coldshelf.profile.ProductClass.Limit;

/**
 * Follows one probe against one limit: how long in one run has it been past the limit, in time that
 * is known?
 *
 * <pre>
 *   inside ──past the limit──▶ past (run grows) ──run reaches the grace──▶ broken
 *     ▲                           │                                          │
 *     └────────inside again───────┘              inside by the hysteresis ───┘
 * </pre>
 *
 * Silence is a third state: time in which nothing was measured belongs to no run, so that a gap
 * neither breaks a rule nor mends it. For the same reason a rule is found broken by a value, never
 * by the clock.
 */
final class LimitWatch {

  /** How far back inside a value must come before a breach has ended, in kelvin. */
  static final double HYSTERESIS_KELVIN = 0.5;

  private final Limit limit;

  private boolean past;
  private boolean broken;
  private long runMillis;
  private double worst = Double.NaN;

  LimitWatch(Limit limit) {
    this.limit = limit;
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

  /**
   * Takes a value and how much time is known to have gone by since the last. Answers whether the
   * rule came to be broken, or kept again, by that.
   */
  boolean accept(long knownMillis, double celsius) {
    boolean wasBroken = broken;
    if (limit.isBrokenBy(celsius)) {
      runMillis = past ? runMillis + knownMillis : 0;
      worst = past ? farther(worst, celsius) : celsius;
      past = true;
      broken |= runMillis >= limit.grace().toMillis();
    } else if (!broken || isInside(celsius)) {
      past = false;
      broken = false;
    }
    return broken != wasBroken;
  }

  private double farther(double a, double b) {
    return switch (limit.side()) {
      case ABOVE -> Math.max(a, b);
      case BELOW -> Math.min(a, b);
    };
  }

  private boolean isInside(double celsius) {
    return switch (limit.side()) {
      case ABOVE -> celsius <= limit.celsius() - HYSTERESIS_KELVIN;
      case BELOW -> celsius >= limit.celsius() + HYSTERESIS_KELVIN;
    };
  }

  void save(Snapshot into, String prefix) {
    if (past) {
      into.put(prefix + "run", runMillis);
      into.put(prefix + "worst", worst);
      into.put(prefix + "broken", broken ? 1 : 0);
    }
  }

  void restore(Snapshot from, String prefix) {
    runMillis = from.number(prefix + "run", -1);
    past = runMillis >= 0;
    worst = from.decimal(prefix + "worst", limit.celsius());
    broken = from.number(prefix + "broken", 0) == 1;
  }
}
