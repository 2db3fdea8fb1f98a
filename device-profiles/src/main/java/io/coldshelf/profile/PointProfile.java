package io.coldshelf.profile;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One quantity that a device model measures.
 *
 * @param name {@code temperature}
 * @param title for a person
 * @param unit from the SenML registry (RFC 8428, 12.1): {@code Cel}, {@code %RH}, {@code kg}; empty
 *     for on and off
 * @param valid values that the device can measure; anything else is a fault of the sensor
 * @param source where the device keeps it; nothing where its protocol leaves no choice
 * @param accuracy how far off the maker lets a value be, plus or minus, in the point's unit;
 *     nothing where the maker does not say
 */
public record PointProfile(
    String name,
    String title,
    String unit,
    Range valid,
    Optional<PointSource> source,
    OptionalDouble accuracy) {

  /**
   * A point of whose accuracy nothing is said.
   *
   * @param name {@code temperature}
   * @param title for a person
   * @param unit from the SenML registry; empty for on and off
   * @param valid values that the device can measure
   * @param source where the device keeps it
   */
  public PointProfile(
      String name, String title, String unit, Range valid, Optional<PointSource> source) {
    this(name, title, unit, valid, source, OptionalDouble.empty());
  }

  /**
   * The reading of a value that was measured.
   *
   * @param id the point, of the device that measured
   * @param timeMillis when it was measured, milliseconds since 1970
   * @param value in the point's unit
   * @return good; missing, as out of range, where the device cannot measure that
   */
  public Reading reading(PointId id, long timeMillis, double value) {
    return valid.contains(value) && Double.isFinite(value)
        ? Reading.good(id, timeMillis, value)
        : Reading.missing(id, timeMillis, Quality.BAD_OUT_OF_RANGE);
  }

  /**
   * A closed range in the point's unit.
   *
   * @param low the least value inside
   * @param high the greatest value inside
   */
  public record Range(double low, double high) {

    /** Everything. */
    public static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Not empty. */
    public Range {
      if (!(low <= high)) {
        throw new IllegalArgumentException("the range " + low + " to " + high + " is empty");
      }
    }

    /**
     * Whether a value lies inside.
     *
     * @param value in the point's unit
     * @return true at and between the ends
     */
    public boolean contains(double value) {
      return value >= low && value <= high;
    }
  }
}
