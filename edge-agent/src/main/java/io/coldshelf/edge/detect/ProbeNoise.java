package io.coldshelf.edge.detect;

/**
 * How far one value of a probe may be off by chance: its noise, learned from how far values stand
 * out of a straight line through their neighbours. Of values that are minutes apart that tells how
 * the air moves and nothing of the probe, so that they are taken for what they are.
 */
final class ProbeNoise {

  /** The mean distance from that line, for normal noise of deviation 1: √6 √(2/π). */
  private static final double DISTANCE = 1.954;

  private static final double AT_FIRST_KELVIN = 0.1;
  private static final double MOST_KELVIN = 0.2;
  private static final double STEP = 0.02;

  /** A door or a spike is no noise. */
  private static final double OUTLIER = 4;

  private static final double DEVIATIONS = 2;

  private static final long CLOSE_MILLIS = 120_000;

  private boolean close;
  private double deviation = AT_FIRST_KELVIN;
  private double last = Double.NaN;
  private double before = Double.NaN;

  /** Takes a value and how long it is after the last. */
  void accept(double celsius, long elapsedMillis) {
    close = elapsedMillis <= CLOSE_MILLIS;
    double distance = Math.abs(celsius - 2 * last + before);
    if (close && !Double.isNaN(distance)) {
      double seen = Math.min(distance / DISTANCE, OUTLIER * deviation);
      deviation = Math.min(MOST_KELVIN, deviation + STEP * (seen - deviation));
    }
    before = last;
    last = celsius;
  }

  /** Within so many kelvin of a limit a value may as well lie on the other side. */
  double margin() {
    return close ? DEVIATIONS * deviation : 0;
  }

  void save(Snapshot into, String prefix) {
    into.put(prefix + "deviation", deviation);
    into.put(prefix + "close", close ? 1 : 0);
    if (!Double.isNaN(last)) {
      into.put(prefix + "last", last);
    }
    if (!Double.isNaN(before)) {
      into.put(prefix + "before", before);
    }
  }

  void restore(Snapshot from, String prefix) {
    close = from.number(prefix + "close", 0) == 1;
    deviation = from.decimal(prefix + "deviation", AT_FIRST_KELVIN);
    last = from.decimal(prefix + "last", Double.NaN);
    before = from.decimal(prefix + "before", Double.NaN);
  }
}
