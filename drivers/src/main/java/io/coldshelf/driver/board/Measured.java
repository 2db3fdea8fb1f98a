package io.coldshelf.driver.board;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;

/**
 * What a chip says of one quantity.
 *
 * @param value in the quantity's unit; meaningless where the quality is bad
 * @param quality good, or why there is no value
 */
public record Measured(double value, Quality quality) {

  /**
   * A value.
   *
   * @param value in the quantity's unit
   * @return good
   */
  public static Measured good(double value) {
    return new Measured(value, Quality.GOOD);
  }

  /**
   * No value.
   *
   * @param why a bad quality
   * @return without one
   */
  public static Measured none(Quality why) {
    return new Measured(Double.NaN, why);
  }

  /**
   * The reading of a point; a value beyond its range is none.
   *
   * @param id the point
   * @param point its profile
   * @param timeMillis when it was measured, milliseconds since 1970
   * @return the reading
   */
  public Reading reading(PointId id, PointProfile point, long timeMillis) {
    return quality.isBad()
        ? Reading.missing(id, timeMillis, quality)
        : point.reading(id, timeMillis, value);
  }
}
