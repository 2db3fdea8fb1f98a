package io.coldshelf.profile;

import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass.Air;
import io.coldshelf.profile.ProductClass.Basis;
import io.coldshelf.profile.ProductClass.Cumulative;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.MeanKineticLimit;
import io.coldshelf.profile.ProductClass.Product;
import io.coldshelf.profile.ProductClass.Recording;
import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads one product class, from the catalogue or written out in a gateway's configuration.
 *
 * <pre>
 *   limits:
 *     - {above: 8 °C, for: 10h}                       in one run
 *     - {atOrAbove: 30 °C, sum: 10h, within: 30d}     in sum
 *     - {atOrBelow: -0.5 °C, for: 60m, severity: critical}
 * </pre>
 */
public final class ProductClassReader {

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration NORMAL = Duration.ofMinutes(5);
  private static final Duration EXCURSION = Duration.ofMinutes(1);

  /** Three intervals of silence, and nothing is known any more. */
  private static final int INTERVALS_TO_GAP = 3;

  private static final Map<String, Severity> SEVERITIES =
      Map.of(
          Severity.INFO.code(), Severity.INFO,
          Severity.WARNING.code(), Severity.WARNING,
          Severity.CRITICAL.code(), Severity.CRITICAL);

  /** Stands in for limits that are missing or wrong, which has been said. */
  private static final Limit NO_LIMIT =
      new Limit(Side.ABOVE, 0, false, Duration.ZERO, Optional.empty(), Severity.CRITICAL);

  /** The keys that set a limit: which side is wrong, and whether the limit itself is. */
  private enum Edge {
    ABOVE("above", Side.ABOVE, false),
    AT_OR_ABOVE("atOrAbove", Side.ABOVE, true),
    BELOW("below", Side.BELOW, false),
    AT_OR_BELOW("atOrBelow", Side.BELOW, true);

    private final String key;
    private final Side side;
    private final boolean inclusive;

    Edge(String key, Side side, boolean inclusive) {
      this.key = key;
      this.side = side;
      this.inclusive = inclusive;
    }
  }

  private ProductClassReader() {}

  /**
   * Reads a class of the catalogue: title, source and version must be there.
   *
   * @param name the class's name
   * @param mapping what stands under it
   * @return the class
   */
  static ProductClass catalogued(String name, YamlMapping mapping) {
    return read(
        name,
        mapping,
        mapping.required("title").text(),
        mapping.required("source").text(),
        mapping.required("version").text());
  }

  /**
   * Reads a class that is written out where it is used: only the limits must be there.
   *
   * @param name the compartment that it is for
   * @param mapping what is written out
   * @return the class
   */
  public static ProductClass writtenOut(String name, YamlMapping mapping) {
    return read(
        name,
        mapping,
        mapping.optional("title").textOr("limits of " + name),
        mapping.optional("source").textOr("the gateway's configuration"),
        mapping.optional("version").textOr("1"));
  }

  private static ProductClass read(
      String name, YamlMapping mapping, String title, String source, String version) {
    YamlValue basis = mapping.optional("tau");
    return new ProductClass(
        name,
        title,
        basis.isWritten() ? product(basis) : new Air(),
        limits(mapping.required("limits")),
        meanKinetic(mapping.optional("meanKinetic")),
        recording(mapping.optional("recording")),
        source,
        version);
  }

  private static Basis product(YamlValue tau) {
    return new Product(tau.duration(Duration.ofSeconds(1), Duration.ofDays(7)));
  }

  private static List<Limit> limits(YamlValue value) {
    List<YamlValue> elements = value.list();
    if (elements.isEmpty()) {
      value.mistake("there are no limits in " + value.where(), "write for example [{above: 8 °C}]");
    }
    List<Limit> limits = new ArrayList<>();
    for (YamlValue element : elements) {
      limit(element).ifPresent(limits::add);
    }
    checkOrder(value, limits);
    return limits.isEmpty() ? List.of(NO_LIMIT) : limits;
  }

  private static Optional<Limit> limit(YamlValue element) {
    YamlMapping mapping = element.mapping();
    List<Edge> written = new ArrayList<>();
    for (Edge edge : Edge.values()) {
      if (mapping.optional(edge.key).isWritten()) {
        written.add(edge);
      }
    }
    Duration grace = time(mapping.optional("for"), Duration.ZERO, Duration.ZERO);
    Optional<Cumulative> within = cumulative(mapping);
    YamlValue severity = mapping.optional("severity");
    Severity level =
        severity.isWritten()
            ? severity.named("severity", SEVERITIES).orElse(Severity.CRITICAL)
            : Severity.CRITICAL;
    if (written.size() != 1) {
      element.mistake(
          "a limit has " + (written.isEmpty() ? "no temperature" : "two temperatures"),
          "write one of above, atOrAbove, below and atOrBelow");
      return Optional.empty();
    }
    Edge edge = written.getFirst();
    YamlValue temperature = mapping.required(edge.key);
    double celsius = temperature.celsius();
    return temperature.isUsable()
        ? Optional.of(new Limit(edge.side, celsius, edge.inclusive, grace, within, level))
        : Optional.empty();
  }

  private static Optional<Cumulative> cumulative(YamlMapping mapping) {
    YamlValue sum = mapping.optional("sum");
    YamlValue within = mapping.optional("within");
    if (!sum.isWritten() && !within.isWritten()) {
      return Optional.empty();
    }
    Duration allowed = mapping.required("sum").duration(Duration.ZERO, LONGEST);
    Duration window = mapping.required("within").duration(Duration.ofSeconds(1), LONGEST);
    if (within.isUsable() && allowed.compareTo(window) > 0) {
      sum.mistake("'sum' is longer than 'within'", "allow less time than the window has");
    }
    YamlValue run = mapping.optional("for");
    run.mistake("'for' and 'sum' exclude each other", "write two limits");
    return Optional.of(new Cumulative(allowed, window));
  }

  /** A low limit at or above a high one would call every temperature wrong. */
  private static void checkOrder(YamlValue value, List<Limit> limits) {
    double lowestHigh = Double.POSITIVE_INFINITY;
    double highestLow = Double.NEGATIVE_INFINITY;
    for (Limit limit : limits) {
      switch (limit.side()) {
        case ABOVE -> lowestHigh = Math.min(lowestHigh, limit.celsius());
        case BELOW -> highestLow = Math.max(highestLow, limit.celsius());
      }
    }
    if (highestLow >= lowestHigh) {
      value.mistake(
          "no temperature is right: all are above "
              + lowestHigh
              + " °C or below "
              + highestLow
              + " °C",
          "swap the limits");
    }
  }

  private static Optional<MeanKineticLimit> meanKinetic(YamlValue value) {
    if (!value.isWritten()) {
      return Optional.empty();
    }
    YamlMapping mapping = value.mapping();
    YamlValue upTo = mapping.optional("upTo");
    return Optional.of(
        new MeanKineticLimit(
            mapping.required("limit").celsius(),
            mapping.required("window").duration(Duration.ofMinutes(1), LONGEST),
            upTo.isWritten() ? OptionalDouble.of(upTo.celsius()) : OptionalDouble.empty()));
  }

  private static Recording recording(YamlValue value) {
    if (!value.isWritten()) {
      return new Recording(NORMAL, EXCURSION, NORMAL.multipliedBy(INTERVALS_TO_GAP));
    }
    YamlMapping mapping = value.mapping();
    Duration normal = time(mapping.optional("normal"), NORMAL, SHORTEST_INTERVAL);
    Duration shorter = normal.compareTo(EXCURSION) < 0 ? normal : EXCURSION;
    return new Recording(
        normal,
        time(mapping.optional("excursion"), shorter, SHORTEST_INTERVAL),
        time(
            mapping.optional("longestGap"),
            normal.multipliedBy(INTERVALS_TO_GAP),
            SHORTEST_INTERVAL));
  }

  private static Duration time(YamlValue value, Duration otherwise, Duration low) {
    return value.isWritten() ? value.duration(low, LONGEST) : otherwise;
  }
}
