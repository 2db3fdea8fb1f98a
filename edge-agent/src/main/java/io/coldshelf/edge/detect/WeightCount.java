package io.coldshelf.edge.detect;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many items lie on a shelf's scales. Only a scale at rest is believed, and only a weight that
 * is close to a whole number of items; one that is not must come three times before it counts.
 */
final class WeightCount {

  /** How far from a whole number of items a weight may be, in items, to be believed at once. */
  private static final double CLOSE = 0.3;

  /** How often a weight that is not close must repeat. */
  private static final int REPEATS = 3;

  private final double itemKilograms;
  private final int most;
  private final long staleMillis;
  private final Map<PointId, Reading> latest = new HashMap<>();
  private final Collection<PointId> scales;

  private int candidate;
  private int repeats;
  private boolean close;
  private OptionalInt count = OptionalInt.empty();
  private long countedAtMillis;

  /**
   * For one shelf.
   *
   * @param scales the points that weigh it, together
   * @param itemKilograms one item
   * @param most more items than this cannot lie there
   * @param staleMillis silence after which nothing is known
   */
  WeightCount(Collection<PointId> scales, double itemKilograms, int most, long staleMillis) {
    this.scales = scales;
    this.itemKilograms = itemKilograms;
    this.most = most;
    this.staleMillis = staleMillis;
  }

  /** Whether the last weight was close to a whole number of items. */
  boolean isClose() {
    return close;
  }

  /** How many, if that is known at this time. */
  OptionalInt at(long nowMillis) {
    return nowMillis - countedAtMillis > staleMillis ? OptionalInt.empty() : count;
  }

  void forget(String device) {
    if (scales.stream().anyMatch(scale -> scale.device().equals(device))) {
      latest.keySet().removeIf(scale -> scale.device().equals(device));
      count = OptionalInt.empty();
    }
  }

  void accept(Reading reading) {
    if (!scales.contains(reading.point())) {
      return;
    }
    if (reading.quality().isBad() && reading.quality() != Quality.BAD_OVERLOAD) {
      forget(reading.device());
      return;
    }
    latest.put(reading.point(), reading);
    if (latest.size() < scales.size()) {
      return;
    }
    // A scale that moves is there and tells nothing new: the last count holds meanwhile.
    countedAtMillis = count.isPresent() ? reading.timeMillis() : countedAtMillis;
    if (latest.values().stream().allMatch(weight -> weight.quality() == Quality.GOOD)) {
      weigh(latest.values().stream().mapToDouble(Reading::value).sum(), reading.timeMillis());
    } else {
      repeats = 0;
    }
  }

  private void weigh(double kilograms, long timeMillis) {
    double items = kilograms / itemKilograms;
    int whole = (int) Math.rint(items);
    close = Math.abs(items - whole) <= CLOSE;
    if (whole < 0 || whole > most) {
      return;
    }
    repeats = whole == candidate ? repeats + 1 : 1;
    candidate = whole;
    if (close || repeats >= REPEATS) {
      count = OptionalInt.of(whole);
      countedAtMillis = timeMillis;
    }
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    countedAtMillis += deltaMillis;
    latest.replaceAll((scale, weight) ->
        new Reading(scale, weight.timeMillis() + deltaMillis, weight.value(), weight.quality()));
  }

  void save(Snapshot into, String prefix) {
    into.put(prefix + "candidate", candidate);
    into.put(prefix + "repeats", repeats);
    into.put(prefix + "close", close ? 1 : 0);
    into.put(prefix + "countedAt", countedAtMillis);
    count.ifPresent(items -> into.put(prefix + "count", items));
    for (PointId scale : scales) {
      Reading reading = latest.get(scale);
      if (reading != null) {
        into.put(prefix + "at." + scale, reading.timeMillis());
        into.put(prefix + "kilograms." + scale, reading.value());
        into.put(prefix + "quality." + scale, reading.quality().name());
      }
    }
  }

  void restore(Snapshot from, String prefix) {
    candidate = (int) from.number(prefix + "candidate", 0);
    repeats = (int) from.number(prefix + "repeats", 0);
    close = from.number(prefix + "close", 0) == 1;
    countedAtMillis = from.number(prefix + "countedAt", 0);
    long items = from.number(prefix + "count", -1);
    count = items < 0 ? OptionalInt.empty() : OptionalInt.of((int) items);
    for (PointId scale : scales) {
      Optional<Quality> quality =
          from.text(prefix + "quality." + scale)
              .flatMap(name ->
                  Arrays.stream(Quality.values())
                      .filter(known -> known.name().equals(name))
                      .findFirst());
      if (quality.isPresent()) {
        latest.put(
            scale,
            new Reading(
                scale,
                from.number(prefix + "at." + scale, 0),
                from.decimal(prefix + "kilograms." + scale, Double.NaN),
                quality.get()));
      }
    }
  }
}
