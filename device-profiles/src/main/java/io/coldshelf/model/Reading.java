package io.coldshelf.model;

/**
 * A point's value at a time.
 *
 * @param point which quantity
 * @param timeMillis when it was measured, milliseconds since 1970
 * @param value in the point's unit; 1 and 0 for on and off; NaN exactly where the quality is bad
 * @param quality how far to trust it
 */
public record Reading(PointId point, long timeMillis, double value, Quality quality)
    implements Observation {

  /** A value and a bad quality exclude each other; infinities are not values. */
  public Reading {
    if (quality.isBad() != Double.isNaN(value)) {
      throw new IllegalArgumentException(
          point + ": " + quality.code() + " does not go with the value " + value);
    }
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(point + ": infinite");
    }
  }

  /**
   * A good reading.
   *
   * @param point which quantity
   * @param timeMillis when, milliseconds since 1970
   * @param value in the point's unit
   * @return the reading
   */
  public static Reading good(PointId point, long timeMillis, double value) {
    return new Reading(point, timeMillis, value, Quality.GOOD);
  }

  /**
   * A reading that could not be had.
   *
   * @param point which quantity
   * @param timeMillis when it was asked for, milliseconds since 1970
   * @param quality why there is no value; one of the bad ones
   * @return the reading
   */
  public static Reading missing(PointId point, long timeMillis, Quality quality) {
    return new Reading(point, timeMillis, Double.NaN, quality);
  }

  @Override
  public String device() {
    return point.device();
  }
}
