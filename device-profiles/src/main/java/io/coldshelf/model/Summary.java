package io.coldshelf.model;

/**
 * What is kept of a point's readings in a stretch of time once the readings themselves are given
 * up. Bad readings have no value and are not in it.
 *
 * @param point which quantity
 * @param firstMillis time of the first reading in it, milliseconds since 1970
 * @param lastMillis time of the last reading in it, milliseconds since 1970
 * @param min the least value, in the point's unit
 * @param mean the mean of the values
 * @param max the greatest value
 * @param count how many readings, at least 1
 */
public record Summary(
    PointId point,
    long firstMillis,
    long lastMillis,
    double min,
    double mean,
    double max,
    long count) {

  /**
   * How far a mean may lie outside of its minimum and maximum, as a part of the larger of these
   * two. Sums are rounded at each step: the mean of three times 0.1 is a little more than 0.1.
   */
  public static final double ROUNDING = 1e-9;

  /** The numbers are finite and in their order, and so are the times. */
  public Summary {
    if (!Double.isFinite(min) || !Double.isFinite(mean) || !Double.isFinite(max)) {
      throw new IllegalArgumentException(
          point + ": minimum " + min + ", mean " + mean + ", maximum " + max + " are not finite");
    }
    double slack = ROUNDING * Math.max(Math.abs(min), Math.abs(max));
    if (min > max || mean < min - slack || mean > max + slack) {
      throw new IllegalArgumentException(
          point + ": minimum " + min + ", mean " + mean + ", maximum " + max + " are out of order");
    }
    if (count < 1 || lastMillis < firstMillis) {
      throw new IllegalArgumentException(
          point + ": " + count + " readings from " + firstMillis + " to " + lastMillis);
    }
  }
}
