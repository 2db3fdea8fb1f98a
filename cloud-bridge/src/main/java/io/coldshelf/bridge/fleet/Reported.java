package io.coldshelf.bridge.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldshelf.model.PointId;
import io.coldshelf.wire.WireException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a gateway says of itself, retained below its topic {@code reported}:
 *
 * <pre>
 * {"version": "…", "site": {"id", "name", "gln", "timezone"},
 *  "devices": [{"name", "profile", "title", "points": [{"name", "title", "unit"}]}],
 *  "shelves": [{"name", "product": {"gtin", "name"}, "capacity", "lowAt"}],
 *  "compartments": [{"name", "class", "title", "probes": ["device/point"],
 *                    "limits": [{"side": "above", "celsius": 6.0, "graceSeconds": 600}]}]}
 * </pre>
 *
 * @param site its site
 * @param points what its devices measure
 * @param shelves the shelves that it watches
 * @param compartments the compartments that it watches
 */
public record Reported(
    SiteName site,
    List<PointTitle> points,
    List<ShelfPlan> shelves,
    List<CompartmentPlan> compartments) {

  /** No gateway has more of anything. */
  static final int MAX_ENTRIES = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  public Reported {
    points = List.copyOf(points);
    shelves = List.copyOf(shelves);
    compartments = List.copyOf(compartments);
  }

  /**
   * How a site is called.
   *
   * @param name for people
   * @param gln GS1 global location number
   * @param timezone IANA name
   */
  public record SiteName(Optional<String> name, Optional<String> gln, Optional<String> timezone) {}

  /**
   * How a point is called.
   *
   * @param point which
   * @param title for people
   * @param unit from the SenML registry
   */
  public record PointTitle(PointId point, Optional<String> title, Optional<String> unit) {}

  /**
   * A shelf as it is configured.
   *
   * @param name its id on the gateway
   * @param gtin the product's number
   * @param product the product's name
   * @param capacity how many items it holds
   * @param lowAt from how many on it counts as low
   */
  public record ShelfPlan(
      String name, Optional<String> gtin, Optional<String> product, long capacity, long lowAt) {}

  /**
   * A compartment as it is configured.
   *
   * @param name its id on the gateway
   * @param productClass its product class
   * @param title for people
   * @param probes the points that measure its temperature
   * @param limits when it is in breach
   */
  public record CompartmentPlan(
      String name,
      String productClass,
      Optional<String> title,
      List<PointId> probes,
      List<Limit> limits) {}

  /**
   * One limit.
   *
   * @param side {@code above} or {@code below}
   * @param celsius the temperature
   * @param graceSeconds for how long it may be passed
   */
  public record Limit(String side, double celsius, long graceSeconds) {}

  /** A gateway that has said nothing of itself. */
  static Reported nothing() {
    return new Reported(
        new SiteName(Optional.empty(), Optional.empty(), Optional.empty()),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * Reads it. Fields that are not known are passed over.
   *
   * @param json UTF-8
   * @return what the gateway says
   * @throws WireException when it cannot be read
   */
  public static Reported read(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root == null || !root.isObject()) {
        throw new WireException("what a gateway reports is an object");
      }
      JsonNode site = root.path("site");
      return new Reported(
          new SiteName(text(site, "name"), text(site, "gln"), text(site, "timezone")),
          points(root),
          shelves(root),
          compartments(root));
    } catch (IOException | IllegalArgumentException e) {
      throw new WireException("not what a gateway reports: " + e.getMessage(), e);
    }
  }

  private static List<PointTitle> points(JsonNode root) {
    List<PointTitle> points = new ArrayList<>();
    for (JsonNode device : entries(root, "devices")) {
      String name = required(device, "name");
      for (JsonNode point : entries(device, "points")) {
        points.add(
            new PointTitle(
                new PointId(name, required(point, "name")),
                text(point, "title"),
                text(point, "unit")));
      }
    }
    return points;
  }

  private static List<ShelfPlan> shelves(JsonNode root) {
    List<ShelfPlan> shelves = new ArrayList<>();
    for (JsonNode shelf : entries(root, "shelves")) {
      JsonNode product = shelf.path("product");
      shelves.add(
          new ShelfPlan(
              required(shelf, "name"),
              text(product, "gtin"),
              text(product, "name"),
              shelf.path("capacity").asLong(),
              shelf.path("lowAt").asLong()));
    }
    return shelves;
  }

  private static List<CompartmentPlan> compartments(JsonNode root) {
    List<CompartmentPlan> compartments = new ArrayList<>();
    for (JsonNode compartment : entries(root, "compartments")) {
      List<PointId> probes = new ArrayList<>();
      entries(compartment, "probes").forEach(probe -> probes.add(PointId.parse(probe.asText())));
      List<Limit> limits = new ArrayList<>();
      for (JsonNode limit : entries(compartment, "limits")) {
        limits.add(
            new Limit(
                required(limit, "side"),
                limit.path("celsius").asDouble(),
                limit.path("graceSeconds").asLong()));
      }
      compartments.add(
          new CompartmentPlan(
              required(compartment, "name"),
              text(compartment, "class").orElse(""),
              text(compartment, "title"),
              List.copyOf(probes),
              List.copyOf(limits)));
    }
    return compartments;
  }

  private static JsonNode entries(JsonNode node, String name) {
    JsonNode list = node.path(name);
    if (list.size() > MAX_ENTRIES) {
      throw new WireException(name + ": more than " + MAX_ENTRIES);
    }
    return list;
  }

  private static Optional<String> text(JsonNode node, String name) {
    return node.path(name).isValueNode() && !node.path(name).isNull()
        ? Optional.of(node.path(name).asText())
        : Optional.empty();
  }

  private static String required(JsonNode node, String name) {
    return text(node, name).orElseThrow(() -> new WireException("'" + name + "' is missing"));
  }
}
