package io.coldshelf.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a kind of goods asks of the place that keeps it cold.
 *
 * @param name {@code chilled-milk}
 * @param title for a person
 * @param basis whether the limits are about the air or about the goods
 * @param limits the temperature limits, at least one
 * @param meanKinetic the mean kinetic temperature that must not be exceeded, where the rule knows
 *     one
 * @param recording how often to record
 * @param source the rule and its clause
 * @param version of this entry
 */
public record ProductClass(
    String name,
    String title,
    Basis basis,
    List<Limit> limits,
    Optional<MeanKineticLimit> meanKinetic,
    Recording recording,
    String source,
    String version) {

  /** Copies the list. */
  public ProductClass {
    limits = List.copyOf(limits);
    if (limits.isEmpty()) {
      throw new IllegalArgumentException(name + ": no limits");
    }
  }

  /** What a limit speaks of. */
  public sealed interface Basis {}

  /** The air at the probe. */
  public record Air() implements Basis {}

  /**
   * The goods: warmed by the air with a delay of first order.
   *
   * @param tau the time constant
   */
  public record Product(Duration tau) implements Basis {}

  /** Which side of a limit is wrong. */
  public enum Side {
    /** Warmer is wrong. */
    ABOVE,
    /** Colder is wrong. */
    BELOW
  }

  /**
   * One limit and how long it may be passed.
   *
   * @param side which side is wrong
   * @param celsius the limit in degrees Celsius
   * @param inclusive whether the limit itself is wrong already
   * @param grace how long in one run it may be passed before the rule is broken
   * @param within cumulative time allowed in a window, where the rule counts so
   * @param severity of the breach
   */
  public record Limit(
      Side side,
      double celsius,
      boolean inclusive,
      Duration grace,
      Optional<Cumulative> within,
      io.coldshelf.model.Severity severity) {

    /**
     * Whether a temperature is on the wrong side.
     *
     * @param temperature in degrees Celsius
     * @return true when it is
     */
    public boolean isBrokenBy(double temperature) {
      return switch (side) {
        case ABOVE -> inclusive ? temperature >= celsius : temperature > celsius;
        case BELOW -> inclusive ? temperature <= celsius : temperature < celsius;
      };
    }
  }

  /**
   * Time allowed past a limit, summed over a window.
   *
   * @param allowed in sum
   * @param window over which
   */
  public record Cumulative(Duration allowed, Duration window) {}

  /**
   * A limit for the mean kinetic temperature (USP 1079.2).
   *
   * @param celsius the limit
   * @param window over which
   * @param upTo no single value may be above this, where the rule says so
   */
  public record MeanKineticLimit(double celsius, Duration window, OptionalDouble upTo) {}

  /**
   * How often to record.
   *
   * @param normal the longest interval while all is well
   * @param excursion the longest interval while a limit is passed
   * @param longestGap silence after which nothing is known any more
   */
  public record Recording(Duration normal, Duration excursion, Duration longestGap) {}
}
