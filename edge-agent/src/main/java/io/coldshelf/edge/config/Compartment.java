package io.coldshelf.edge.config;

import io.coldshelf.model.PointId;
import io.coldshelf.profile.ProductClass;
import java.util.List;
import java.util.Optional;

/**
 * A place that keeps cold.
 *
 * @param name unique among compartments and shelves
 * @param productClass what its goods ask for, from the catalogue or written out
 * @param probes points in degrees Celsius, at least one
 * @param door the point of its door contact, 1 while open
 */
public record Compartment(
    String name, ProductClass productClass, List<PointId> probes, Optional<PointId> door) {

  /** Copies the list. */
  public Compartment {
    probes = List.copyOf(probes);
  }
}
