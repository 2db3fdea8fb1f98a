package io.coldshelf.simulator.bench.footprint;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one program cost, as medians of several starts.
 *
 * @param firstReadingSeconds from the start of the process, the launcher included, to the first
 *     reading in the journal; empty for a program that reads nothing
 * @param firstPubackSeconds from there to the broker's first answer to a publication, by TLS
 * @param residentBytes memory in use, what it shares with other processes included
 * @param idleCores share of one core while nothing happens but what is to happen; 0.005 is 0.5 %
 * @param starts how many starts the times are of
 */
public record Figures(
    OptionalDouble firstReadingSeconds,
    double firstPubackSeconds,
    long residentBytes,
    double idleCores,
    int starts) {

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
