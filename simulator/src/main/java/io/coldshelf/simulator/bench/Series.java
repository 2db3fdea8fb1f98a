package io.coldshelf.simulator.bench;

import java.util.Arrays;
import java.util.List;

/**
 * One figure, measured several times.
 *
 * @param runs in the order in which they were measured, at least one
 */
public record Series(List<Double> runs) {

  /** Copies the list. */
  public Series {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /**
   * Something that was measured once, or cannot vary.
   *
   * @param value the figure
   * @return a series of one
   */
  public static Series of(double value) {
    return new Series(List.of(value));
  }

  /**
   * The middle one; of an even number the mean of the two in the middle.
   *
   * @return the median
   */
  public double median() {
    double[] sorted = runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The lowest.
   *
   * @return the minimum
   */
  public double low() {
    return runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /**
   * The highest.
   *
   * @return the maximum
   */
  public double high() {
    return runs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** What a share of the samples does not exceed. */
  static double percentile(long[] samples, double share) {
    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.clamp(index, 0, sorted.length - 1)];
  }
}
