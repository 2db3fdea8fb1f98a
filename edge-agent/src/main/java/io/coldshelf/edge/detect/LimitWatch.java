package io.coldshelf.edge.detect;

import io.coldshelf.profile.ProductClass.Cumulative;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.Side;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Follows one probe against one limit: how long in one run has it been past the limit, or how long
 * in sum over a window where the rule counts so, in time that is known?
 *
 * <pre>
 *   inside ──past the limit──▶ past (run, sum grow) ──run or sum used up──▶ broken
 *     ▲                           │                                           │
 *     └────────inside again───────┘               inside by the hysteresis ───┘
 * </pre>
 *
 * A run begins anew each time; a sum does not. Once it is used up, every value past the limit is a
 * breach until enough of the window has gone by.
 *
 * <p>Silence is a third state: time in which nothing was measured belongs to no run and no sum, so
 * that a gap neither breaks a rule nor mends it. For the same reason a rule is found broken by a
 * value, never by the clock.
 */
final class LimitWatch implements RuleWatch {

  /** How far back inside a value must come before a breach has ended, in kelvin. */
  static final double HYSTERESIS_KELVIN = 0.5;

  /** Values that are inside by no more than chance, for no longer than this, end no run. */
  private static final long DOUBT_MILLIS = 60_000;

  /** From hours down to seconds. */
  private static final int HALVINGS = 16;

  private final Limit limit;
  private final Optional<SlidingSum> sum;

  private boolean past;
  private boolean wasWrong;
  private boolean broken;
  private long doubtMillis;
  private long runMillis;
  private double worst = Double.NaN;
  private double latest = Double.NaN;

  LimitWatch(Limit limit) {
    this.limit = limit;
    this.sum = limit.within().map(within -> new SlidingSum(within.window().toMillis()));
  }

  Limit limit() {
    return limit;
  }

  /**
   * How long until it is broken, were the air to go on rising from a level at a slope, in kelvin a
   * millisecond; for goods with their time constant, zero for the air itself. {@link
   * Long#MAX_VALUE} where that never comes about.
   */
  long leftMillis(double air, double slope, double tauMillis) {
    if (limit.side() == Side.BELOW || slope <= 0) {
      return Long.MAX_VALUE;
    }
    double lag = limit.celsius() - (tauMillis > 0 ? latest : air);
    double until = tauMillis > 0 && lag > 0 ? ramp(air, slope, tauMillis) : lag / slope;
    Duration allowed = limit.within().map(Cumulative::allowed).orElse(limit.grace());
    long run = past ? runMillis : 0;
    return (long) Math.max(0, until) + Math.max(0, allowed.toMillis() - run);
  }

  /**
   * When goods that follow a rising air reach the limit: Tc(t) = a + b (t - tau) + (Tc0 - a + b
   * tau) e^(-t/tau), by halving; it crosses once, for it starts below and the air only rises.
   */
  private double ramp(double air, double slope, double tauMillis) {
    double from = 0;
    double to = Math.max(0, (limit.celsius() - air) / slope) + 2 * tauMillis;
    for (int i = 0; i < HALVINGS; i++) {
      double t = (from + to) / 2;
      double core =
          air
              + slope * (t - tauMillis)
              + (latest - air + slope * tauMillis) * Math.exp(-t / tauMillis);
      if (core < limit.celsius()) {
        from = t;
      } else {
        to = t;
      }
    }
    return to;
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public Breach breach() {
    String words =
        String.format(
            Locale.ROOT,
            "%s %.1f °C %s",
            limit.side() == Side.ABOVE ? "above" : "below",
            limit.celsius(),
            limit
                .within()
                .map(within ->
                    "for "
                        + RuleWatch.words(within.allowed())
                        + " in sum within "
                        + RuleWatch.words(within.window()))
                .orElse(
                    limit.grace().isZero()
                        ? "for a single reading"
                        : "for " + RuleWatch.words(limit.grace())));
    return new Breach(limit.severity(), limit.side(), latest, limit.celsius(), worst, words);
  }

  @Override
  public boolean accept(long atMillis, long knownMillis, double celsius, double margin) {
    boolean wasBroken = broken;
    boolean reallyWrong = limit.isBrokenBy(celsius);
    boolean wrong = reallyWrong;
    if (wrong) {
      doubtMillis = 0;
    } else if (past && inside(celsius) <= margin) {
      // By chance a value may lie inside while the air does not: one alone proves nothing.
      doubtMillis += Math.min(knownMillis, DOUBT_MILLIS);
      wrong = doubtMillis <= DOUBT_MILLIS;
    }
    latest = celsius;
    if (wrong) {
      if (wasWrong) {
        sum.ifPresent(total -> total.add(atMillis, knownMillis, 1));
      }
      runMillis = past ? runMillis + knownMillis : 0;
      worst = past ? farther(worst, celsius) : celsius;
      past = true;
      broken |= reallyWrong && isUsedUp(atMillis);
    } else if (!broken || isInside(celsius)) {
      past = false;
      broken = false;
      doubtMillis = 0;
    }
    wasWrong = wrong;
    return broken != wasBroken;
  }

  /** A limit that counts in sum only allows any run; one may count both. */
  private boolean isUsedUp(long atMillis) {
    if (sum.isEmpty()) {
      return runMillis >= limit.grace().toMillis();
    }
    Cumulative within = limit.within().orElseThrow();
    return (!limit.grace().isZero() && runMillis >= limit.grace().toMillis())
        || sum.get().at(atMillis) >= within.allowed().toMillis();
  }

  private double farther(double a, double b) {
    return switch (limit.side()) {
      case ABOVE -> Math.max(a, b);
      case BELOW -> Math.min(a, b);
    };
  }

  private boolean isInside(double celsius) {
    return inside(celsius) >= HYSTERESIS_KELVIN;
  }

  /** How far inside a value lies, in kelvin. */
  private double inside(double celsius) {
    return switch (limit.side()) {
      case ABOVE -> limit.celsius() - celsius;
      case BELOW -> celsius - limit.celsius();
    };
  }

  @Override
  public void shift(long deltaMillis) {
    sum.ifPresent(total -> total.shift(deltaMillis));
  }

  @Override
  public void save(Snapshot into, String prefix) {
    sum.ifPresent(total -> total.save(into, prefix + "sum."));
    if (past) {
      into.put(prefix + "run", runMillis);
      into.put(prefix + "doubt", doubtMillis);
      into.put(prefix + "worst", worst);
      into.put(prefix + "latest", latest);
      into.put(prefix + "wrong", wasWrong ? 1 : 0);
      into.put(prefix + "broken", broken ? 1 : 0);
    }
  }

  @Override
  public void restore(Snapshot from, String prefix) {
    sum.ifPresent(total -> total.restore(from, prefix + "sum."));
    runMillis = from.number(prefix + "run", -1);
    past = runMillis >= 0;
    doubtMillis = from.number(prefix + "doubt", 0);
    worst = from.decimal(prefix + "worst", limit.celsius());
    latest = from.decimal(prefix + "latest", worst);
    wasWrong = from.number(prefix + "wrong", past ? 1 : 0) == 1;
    broken = from.number(prefix + "broken", 0) == 1;
  }
}
