package io.coldshelf.edge.detect;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How many items lie on a shelf's scales. Counted by steps from one level to the next, so that what
 * drifts, creeps or differs from item to item does not add up; an empty plate sets the zero anew,
 * and a count that the whole weight contradicts by more than an item is made anew from it.
 */
final class WeightCount {

  /** How far from a whole number of items a step may be, in items, to be believed at once. */
  private static final double CLOSE = 0.3;

  /** How often a step that is not close must be seen. */
  private static final int REPEATS = 3;

  /** Less than this lies on an empty plate, in items. */
  private static final double EMPTY = 0.5;

  /** So many items are hardly taken at once. */
  private static final double UNLIKELY_AT_ONCE = 3.5;

  /** By more than this many items, and more where many lie, the whole must contradict the count. */
  private static final double CONTRADICTED = 0.6;

  private static final double CONTRADICTED_PER_ITEM = 0.012;

  /** For so long it must do so. */
  private static final long CONTRADICTED_MILLIS = 5_000;

  /** The level that steps are measured from follows a drift within about so long. */
  private static final double FOLLOWS_MILLIS = 10_000;

  private static final double ZERO_STEP = 0.2;
  private static final double ITEM_STEP = 0.05;

  /** What was configured is never corrected by more than this part. */
  private static final double MOST_CORRECTION = 0.1;

  private final double configuredKilograms;
  private final int most;
  private final long staleMillis;
  private final Map<PointId, Plate> plates = new LinkedHashMap<>();

  private double itemKilograms;
  private double zero;

  /** What lies there beside the items. */
  private double beside;

  private double reference = Double.NaN;
  private OptionalInt count = OptionalInt.empty();
  private int candidate;
  private int repeats;
  private long contradictedMillis;
  private boolean close;
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
    this.configuredKilograms = itemKilograms;
    this.itemKilograms = itemKilograms;
    this.most = most;
    this.staleMillis = staleMillis;
    scales.forEach(scale -> plates.put(scale, new Plate(itemKilograms)));
  }

  /** Whether the last weight was close to a whole number of items. */
  boolean isClose() {
    return close;
  }

  /** Whether nothing at all lay there when it was last at rest. */
  boolean isBare() {
    return Math.abs(rest() - zero) < EMPTY * itemKilograms;
  }

  /** How many, if that is known at this time. */
  OptionalInt at(long nowMillis) {
    return nowMillis - countedAtMillis > staleMillis ? OptionalInt.empty() : count;
  }

  /** Nothing is known any more; when the scale is back, steps go on from where it was. */
  void forget(String device) {
    if (plates.keySet().stream().anyMatch(scale -> scale.device().equals(device))) {
      plates.values().forEach(Plate::forget);
      countedAtMillis = Long.MIN_VALUE / 2;
    }
  }

  /** It is known from elsewhere how many items lie there now; steps are counted from that. */
  void recount(int items) {
    double kilograms = rest();
    if (count.isPresent() && !Double.isNaN(kilograms) && items <= most) {
      beside = Math.max(0, kilograms - zero - items * itemKilograms);
      count = OptionalInt.of(items);
      reference = kilograms;
      contradictedMillis = 0;
    }
  }

  private double rest() {
    double kilograms = 0;
    for (Plate each : plates.values()) {
      kilograms += each.rest();
    }
    return kilograms;
  }

  void accept(Reading reading) {
    Plate plate = plates.get(reading.point());
    if (plate == null) {
      return;
    }
    if (reading.quality() == Quality.BAD_OVERLOAD) {
      plate.forget();
      return;
    }
    if (reading.quality().isBad()) {
      forget(reading.device());
      return;
    }
    boolean wasKnown = at(reading.timeMillis()).isPresent();
    long elapsed = Math.max(0, reading.timeMillis() - countedAtMillis);
    if (wasKnown) {
      // A scale that moves is there and tells nothing new: the last count holds meanwhile.
      countedAtMillis = reading.timeMillis();
    }
    if (plate.accept(reading)) {
      double kilograms = rest();
      if (!Double.isNaN(kilograms)) {
        countedAtMillis = reading.timeMillis();
        weigh(kilograms, elapsed);
      }
    }
  }

  private void weigh(double kilograms, long elapsedMillis) {
    double all = (kilograms - zero) / itemKilograms;
    if (Math.abs(all) < EMPTY) {
      beside = 0;
    }
    double absolute = all - beside / itemKilograms;
    int known = count.orElse(-1);
    double steps = known < 0 ? absolute : (kilograms - reference) / itemKilograms + known;
    if (known > 0 && isBeside(reference - kilograms)) {
      beside = 0;
      reference = kilograms;
      return;
    }
    int whole = (int) Math.rint(steps);
    close = Math.abs(steps - whole) <= CLOSE;
    if (Math.abs(all) < EMPTY) {
      whole = 0;
      close = true;
    }
    if (whole < 0 || whole > most) {
      contradict(kilograms, absolute, elapsedMillis);
      return;
    }
    if (whole == known) {
      repeats = 0;
      reference += (kilograms - reference) * Math.min(1, elapsedMillis / FOLLOWS_MILLIS);
      contradict(kilograms, absolute, elapsedMillis);
      return;
    }
    repeats = whole == candidate ? repeats + 1 : 1;
    candidate = whole;
    if (close || repeats >= REPEATS) {
      step(kilograms, known, whole);
    }
  }

  /** Whether it is what lay there beside that was taken away, and no item. */
  private boolean isBeside(double less) {
    double items = beside / itemKilograms;
    boolean like = Math.abs(items - Math.rint(items)) <= CLOSE && items < UNLIKELY_AT_ONCE;
    return items > EMPTY && !like && Math.abs(less - beside) <= CLOSE * itemKilograms;
  }

  private void step(double kilograms, int known, int whole) {
    if (Math.abs(whole - known) == 1 && known >= 0 && close) {
      double item = Math.abs(kilograms - reference);
      itemKilograms =
          Math.clamp(
              itemKilograms + ITEM_STEP * (item - itemKilograms),
              configuredKilograms * (1 - MOST_CORRECTION),
              configuredKilograms * (1 + MOST_CORRECTION));
    }
    set(whole, kilograms);
  }

  private void set(int whole, double kilograms) {
    count = OptionalInt.of(whole);
    reference = kilograms;
    contradictedMillis = 0;
    repeats = 0;
    if (whole == 0 && Math.abs(kilograms - zero) < EMPTY * itemKilograms) {
      zero += ZERO_STEP * (kilograms - zero);
    }
  }

  private void contradict(double kilograms, double absolute, long elapsedMillis) {
    int whole = (int) Math.rint(absolute);
    int known = count.orElse(whole);
    boolean against =
        Math.abs(absolute - known) > CONTRADICTED + CONTRADICTED_PER_ITEM * known
            && Math.abs(absolute - whole) <= CLOSE;
    contradictedMillis = against ? contradictedMillis + elapsedMillis : 0;
    if (contradictedMillis >= CONTRADICTED_MILLIS && whole >= 0 && whole <= most) {
      set(whole, kilograms);
    }
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    countedAtMillis += deltaMillis;
    plates.values().forEach(plate -> plate.shift(deltaMillis));
  }

  void save(Snapshot into, String prefix) {
    into.put(prefix + "zero", zero);
    into.put(prefix + "beside", beside);
    into.put(prefix + "item", itemKilograms);
    into.put(prefix + "close", close ? 1 : 0);
    into.put(prefix + "candidate", candidate);
    into.put(prefix + "repeats", repeats);
    into.put(prefix + "contradicted", contradictedMillis);
    into.put(prefix + "countedAt", countedAtMillis);
    if (count.isPresent()) {
      into.put(prefix + "count", count.getAsInt());
      into.put(prefix + "reference", reference);
    }
    plates.forEach((scale, plate) -> plate.save(into, prefix + "plate." + scale + "."));
  }

  /** Of a former version there may be a count without the level that it was counted at. */
  void restore(Snapshot from, String prefix) {
    zero = from.decimal(prefix + "zero", 0);
    beside = from.decimal(prefix + "beside", 0);
    itemKilograms = from.decimal(prefix + "item", configuredKilograms);
    close = from.number(prefix + "close", 0) == 1;
    candidate = (int) from.number(prefix + "candidate", 0);
    repeats = (int) from.number(prefix + "repeats", 0);
    contradictedMillis = from.number(prefix + "contradicted", 0);
    countedAtMillis = from.number(prefix + "countedAt", 0);
    reference = from.decimal(prefix + "reference", Double.NaN);
    long items = from.number(prefix + "count", -1);
    count =
        items < 0 || Double.isNaN(reference) ? OptionalInt.empty() : OptionalInt.of((int) items);
    plates.forEach((scale, plate) -> plate.restore(from, prefix + "plate." + scale + "."));
  }
}
