package io.coldshelf.edge.detect;

import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass.MeanKineticLimit;
import io.coldshelf.profile.ProductClass.Side;
import java.util.Locale;

/**
 * Follows one probe's mean kinetic temperature: the one constant temperature that would have spoilt
 * as much as the real course did (USP 1079.2), over the known time of a window:
 *
 * <pre>
 *   Tk = (ΔH/R) / -ln( Σ t exp(-ΔH/(R T)) / Σ t ),   ΔH/R = 10 000 K
 * </pre>
 *
 * It is not judged before half the window is known: the mean of a minute is that minute's
 * temperature, and no mean. What a single value must not pass is judged at once.
 */
final class MeanKineticWatch implements RuleWatch {

  /** ΔH = 83.144 kJ/mol over R = 8.3144 J/(mol K), in kelvin. */
  static final double ACTIVATION_KELVIN = 10_000;

  /** How far below the limit the mean must come before a breach has ended, in kelvin. */
  static final double HYSTERESIS_KELVIN = 0.1;

  private static final double KELVIN = 273.15;

  private final MeanKineticLimit limit;
  private final SlidingSum known;
  private final SlidingSum decay;

  private double air = Double.NaN;
  private double mean = Double.NaN;
  private boolean meanBroken;
  private boolean valueBroken;
  private double worst = Double.NaN;

  MeanKineticWatch(MeanKineticLimit limit) {
    this.limit = limit;
    this.known = new SlidingSum(limit.window().toMillis());
    this.decay = new SlidingSum(limit.window().toMillis());
  }

  @Override
  public boolean accept(long atMillis, long knownMillis, double celsius, double margin) {
    boolean wasBroken = isBroken();
    if (!Double.isNaN(air)) {
      known.add(atMillis, knownMillis, 1);
      decay.add(atMillis, knownMillis, Math.exp(-ACTIVATION_KELVIN / (air + KELVIN)));
    }
    air = celsius;
    mean = mean(atMillis);
    if (!Double.isNaN(mean)) {
      meanBroken = mean > limit.celsius() - (meanBroken ? HYSTERESIS_KELVIN : 0);
    }
    if (limit.upTo().isPresent()) {
      double inside = valueBroken ? LimitWatch.HYSTERESIS_KELVIN : 0;
      valueBroken = celsius > limit.upTo().getAsDouble() - inside;
    }
    worst = wasBroken ? Math.max(worst, value()) : value();
    return isBroken() != wasBroken;
  }

  /** In degrees Celsius; not a number while too little is known. */
  private double mean(long atMillis) {
    double millis = known.at(atMillis);
    return 2 * millis < limit.window().toMillis()
        ? Double.NaN
        : ACTIVATION_KELVIN / -Math.log(decay.at(atMillis) / millis) - KELVIN;
  }

  double mean() {
    return mean;
  }

  private double value() {
    return valueBroken || Double.isNaN(mean) ? air : mean;
  }

  @Override
  public boolean isBroken() {
    return meanBroken || valueBroken;
  }

  @Override
  public Breach breach() {
    double passed = valueBroken ? limit.upTo().orElseThrow() : limit.celsius();
    String duration =
        valueBroken
            ? "for a single reading"
            : "in the mean kinetic temperature of " + RuleWatch.words(limit.window());
    String words = String.format(Locale.ROOT, "above %.1f °C %s", passed, duration);
    return new Breach(Severity.CRITICAL, Side.ABOVE, value(), passed, worst, words);
  }

  @Override
  public void shift(long deltaMillis) {
    known.shift(deltaMillis);
    decay.shift(deltaMillis);
  }

  @Override
  public void save(Snapshot into, String prefix) {
    known.save(into, prefix + "known.");
    decay.save(into, prefix + "decay.");
    if (!Double.isNaN(air)) {
      into.put(prefix + "air", air);
      into.put(prefix + "mean", mean);
      into.put(prefix + "worst", worst);
      into.put(prefix + "broken", (meanBroken ? 1 : 0) + (valueBroken ? 2 : 0));
    }
  }

  @Override
  public void restore(Snapshot from, String prefix) {
    known.restore(from, prefix + "known.");
    decay.restore(from, prefix + "decay.");
    air = from.decimal(prefix + "air", Double.NaN);
    mean = from.decimal(prefix + "mean", Double.NaN);
    worst = from.decimal(prefix + "worst", Double.NaN);
    long broken = from.number(prefix + "broken", 0);
    meanBroken = (broken & 1) != 0;
    valueBroken = (broken & 2) != 0;
  }
}
