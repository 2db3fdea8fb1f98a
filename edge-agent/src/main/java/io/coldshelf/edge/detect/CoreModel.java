package io.coldshelf.edge.detect;

/**
 * How warm the goods are, when only the air is measured: dTc/dt = (Ta - Tc) / tau, a first-order delay with
 * the product's own time constant. Between two values the air is taken to have had the earlier one's.
 */
final class CoreModel {

  private final double tauMillis;
  private final long longestGapMillis;
  private double core = Double.NaN;
  private double air = Double.NaN;
  private long lastMillis;

  CoreModel(long tauMillis, long longestGapMillis) {
    this.tauMillis = tauMillis;
    this.longestGapMillis = longestGapMillis;
  }

  /** Takes the air's temperature and answers the core's, both in degrees Celsius. */
  double accept(long timeMillis, double celsius) {
    if (Double.isNaN(core)) {
      core = celsius;
    } else if (timeMillis > lastMillis) {
      // In a gap nothing is known of the air, so the core is not carried on for longer than one interval.
      long known = Math.min(timeMillis - lastMillis, longestGapMillis);
      core += (air - core) * -Math.expm1(-known / tauMillis);
    } else if (timeMillis < lastMillis) {
      return core;
    }
    air = celsius;
    lastMillis = timeMillis;
    return core;
  }

  void save(Snapshot into, String prefix) {
    if (!Double.isNaN(core)) {
      into.put(prefix + "core", core);
      into.put(prefix + "air", air);
      into.put(prefix + "last", lastMillis);
    }
  }

  void restore(Snapshot from, String prefix) {
    core = from.decimal(prefix + "core", Double.NaN);
    air = from.decimal(prefix + "air", core);
    lastMillis = from.number(prefix + "last", 0);
  }
}
