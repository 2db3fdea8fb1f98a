package io.coldshelf.edge.config;

import io.coldshelf.model.PointId;
import java.util.List;

/**
 * A place that sells. At least one antenna or scale watches it.
 *
 * @param name unique on the gateway, and different from every device's: its stock is the point
 *     {@code name/stock}
 * @param product what it sells
 * @param capacity how many items it holds, at least 1
 * @param lowAt how many items are few; 0 where only an empty shelf matters
 * @param antennas that see its tags
 * @param weight points of the scales under it, in kg
 */
public record Shelf(
    String name,
    ShelfProduct product,
    int capacity,
    int lowAt,
    List<Antenna> antennas,
    List<PointId> weight) {

  /** Copies the lists. */
  public Shelf {
    antennas = List.copyOf(antennas);
    weight = List.copyOf(weight);
  }

  /**
   * One antenna of a reader, written {@code reader/antenna}.
   *
   * @param reader the device's name
   * @param number of the antenna, from 1
   */
  public record Antenna(String reader, int number) {

    @Override
    public String toString() {
      return reader + "/" + number;
    }
  }
}
