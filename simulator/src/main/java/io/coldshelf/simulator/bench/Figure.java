package io.coldshelf.simulator.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a bench has found.
 *
 * @param name lower case, words joined by hyphens; stays the same from version to version
 * @param unit after UCUM, {@code 1/s}, {@code ms}, {@code By}, {@code 1}
 * @param value what was measured
 * @param reference what the same run gave for what it is compared with
 * @param bar what it must reach
 */
public record Figure(String name, String unit, Series value, Optional<Series> reference, Bar bar) {

  /** A bar for the ratio wants a reference. */
  public Figure {
    if (bar.ratio().isPresent() && reference.isEmpty()) {
      throw new IllegalArgumentException(name + " has a bar for a ratio, but no reference");
    }
  }

  /**
   * A figure without a reference.
   *
   * @param name what it is
   * @param unit its unit
   * @param value what was measured
   * @param bar what it must reach
   * @return the figure
   */
  public static Figure alone(String name, String unit, Series value, Bar bar) {
    return new Figure(name, unit, value, Optional.empty(), bar);
  }

  /**
   * Something that was counted.
   *
   * @param name what it is
   * @param count how many
   * @param bar what it must reach
   * @return the figure
   */
  public static Figure count(String name, long count, Bar bar) {
    return alone(name, "1", Series.of((double) count), bar);
  }

  /**
   * A figure beside its reference.
   *
   * @param name what it is
   * @param unit the unit of both
   * @param value what was measured
   * @param reference the same of what it is compared with, run by run
   * @param bar what it must reach
   * @return the figure
   */
  public static Figure compared(String name, String unit, Series value, Series reference, Bar bar) {
    return new Figure(name, unit, value, Optional.of(reference), bar);
  }

  /**
   * The figure divided by its reference. Where both were measured in turns it is the median over
   * the turns, so that a machine which slows down in between does not count for or against.
   *
   * @return nothing without a reference
   */
  public OptionalDouble ratio() {
    return reference.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(ratio(value, reference.get()));
  }

  private static double ratio(Series value, Series reference) {
    if (value.runs().size() != reference.runs().size()) {
      return value.median() / reference.median();
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < value.runs().size(); i++) {
      ratios.add(value.runs().get(i) / reference.runs().get(i));
    }
    return new Series(ratios).median();
  }

  /**
   * Whether it reaches its bar.
   *
   * @return true also where there is none
   */
  public boolean isMet() {
    return bar.isMet(value.median(), ratio());
  }
}
