package io.coldshelf.edge.detect;

import io.coldshelf.model.PointId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a {@link StockWatch} must know of its shelf.
 *
 * @param name the shelf's name
 * @param gtin the product, 14 digits
 * @param productName the product for a person
 * @param itemKilograms one item
 * @param capacity items that fit
 * @param lowAt at this many and below it is low
 * @param antennas those that see it
 * @param scales those that weigh it, together
 * @param weightStale silence of a scale after which its count is no longer known
 */
public record ShelfRule(
    String name,
    String gtin,
    String productName,
    double itemKilograms,
    int capacity,
    int lowAt,
    Set<Antenna> antennas,
    List<PointId> scales,
    Duration weightStale) {

  /**
   * One antenna of one reader.
   *
   * @param reader the reader's name
   * @param number from 1
   */
  public record Antenna(String reader, int number) {}

  /** Copies the collections. */
  public ShelfRule {
    antennas = Set.copyOf(antennas);
    scales = List.copyOf(scales);
  }

  boolean watches(String reader, int antenna) {
    return antennas.contains(new Antenna(reader, antenna));
  }

  boolean isReader(String device) {
    return antennas.stream().anyMatch(antenna -> antenna.reader().equals(device));
  }
}
