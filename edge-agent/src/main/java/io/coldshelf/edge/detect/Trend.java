package io.coldshelf.edge.detect;

/** Where a course of values is and how fast it rises: a straight line through values that fade. */
final class Trend {

  private final double fadeMillis;

  // Sums over the values, time counted back from the last.
  private double weight;
  private double time;
  private double value;
  private double timeTime;
  private double timeValue;

  // These follow from the sums; asked for more often than those change.
  private double slope;
  private double level = Double.NaN;

  /** Values count for less and less with this time constant. */
  Trend(double fadeMillis) {
    this.fadeMillis = fadeMillis;
  }

  /** Takes a value and how much time has gone by since the last. */
  void accept(long elapsedMillis, double next) {
    double keep = Math.exp(-elapsedMillis / fadeMillis);
    double dt = elapsedMillis;
    timeTime = keep * (timeTime - 2 * dt * time + dt * dt * weight);
    timeValue = keep * (timeValue - dt * value);
    time = keep * (time - dt * weight);
    value = keep * value + next;
    weight = keep * weight + 1;
    fit();
  }

  private void fit() {
    double spread = weight * timeTime - time * time;
    slope = spread <= 0 ? 0 : (weight * timeValue - time * value) / spread;
    level = (value - slope * time) / weight;
  }

  /** In the values' own unit; not a number before the first. */
  double level() {
    return level;
  }

  /** In that unit a millisecond. */
  double slopePerMilli() {
    return slope;
  }

  void save(Snapshot into, String prefix) {
    into.put(prefix + "weight", weight);
    into.put(prefix + "time", time);
    into.put(prefix + "value", value);
    into.put(prefix + "timeTime", timeTime);
    into.put(prefix + "timeValue", timeValue);
  }

  void restore(Snapshot from, String prefix) {
    weight = from.decimal(prefix + "weight", 0);
    time = from.decimal(prefix + "time", 0);
    value = from.decimal(prefix + "value", 0);
    timeTime = from.decimal(prefix + "timeTime", 0);
    timeValue = from.decimal(prefix + "timeValue", 0);
    fit();
  }
}
