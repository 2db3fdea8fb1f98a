package io.coldshelf.edge.detect;

/**
 * How warm the goods are, when only the air is measured: dTc/dt = (Ta - Tc) / tau, a first-order
 * delay with the product's own time constant. Between two values the air is taken to have had the
 * earlier one's.
 */
final class CoreModel {

  private final double tauMillis;
  private double core = Double.NaN;
  private double air = Double.NaN;

  CoreModel(long tauMillis) {
    this.tauMillis = tauMillis;
  }

  /**
   * Takes the air's temperature and how much time is known to have gone by since the last, and
   * answers the core's; both in degrees Celsius.
   */
  double accept(long knownMillis, double celsius) {
    core =
        Double.isNaN(core) ? celsius : core + (air - core) * -Math.expm1(-knownMillis / tauMillis);
    air = celsius;
    return core;
  }

  void save(Snapshot into, String prefix) {
    if (!Double.isNaN(core)) {
      into.put(prefix + "core", core);
      into.put(prefix + "air", air);
    }
  }

  void restore(Snapshot from, String prefix) {
    core = from.decimal(prefix + "core", Double.NaN);
    air = from.decimal(prefix + "air", core);
  }
}
