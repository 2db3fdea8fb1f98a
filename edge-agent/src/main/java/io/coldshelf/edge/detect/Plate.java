package io.coldshelf.edge.detect;

import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;

/**
 * One scale's weight at rest. A hand pushes and wobbles, a converter glitches by kilograms for one
 * value, a plate springs and settles: only values that stay together for a while are a level.
 *
 * <pre>
 *        hand   glitch
 *         ╭╮     │
 *   ──────╯╰╮____│________     level: where values stay together;
 *            ╰                 one that stands alone is passed over
 * </pre>
 *
 * A device that tells by itself when it moves is believed at once when it has come to rest.
 */
final class Plate {

  /** Values that stay together for so long are a level. */
  static final long REST_MILLIS = 600;

  /** More weight needs so many values: hands push, they hardly ever lift. */
  private static final int VALUES_FOR_MORE = 3;

  private static final int VALUES_FOR_LESS = 2;

  /** Values of one level are within so many deviations of its noise. */
  private static final double DEVIATIONS = 4;

  /** Noise that is taken for granted, and the most and least that is believed, in items. */
  private static final double NOISE_AT_FIRST = 0.05;

  private static final double NOISE_MOST = 0.06;
  private static final double NOISE_LEAST_KILOGRAMS = 0.0005;
  private static final double NOISE_STEP = 0.02;

  /** A level is the mean of so many values at most, so that it follows a slow drift. */
  private static final int MEAN_OF = 16;

  private final double itemKilograms;
  private double noise;
  private boolean tellsRest;
  private boolean moved;

  private double level = Double.NaN;
  private long sinceMillis;
  private int values;
  private double other = Double.NaN;
  private long otherMillis;

  private double rest = Double.NaN;

  Plate(double itemKilograms) {
    this.itemKilograms = itemKilograms;
    this.noise = NOISE_AT_FIRST * itemKilograms;
  }

  /** The last level, in kilograms; not a number before the first. */
  double rest() {
    return rest;
  }

  /** Takes a value that is not bad; answers whether the plate is at rest. */
  boolean accept(Reading reading) {
    if (reading.quality() == Quality.UNCERTAIN_UNSTABLE) {
      tellsRest = true;
      moved = true;
      forget();
      return false;
    }
    if (tellsRest && (moved || isNear(reading.value(), rest))) {
      moved = false;
      rest = reading.value();
      return true;
    }
    follow(reading.timeMillis(), reading.value());
    if (hasRested(reading.timeMillis()) && Double.isNaN(other)) {
      rest = level;
      return true;
    }
    return false;
  }

  /** What was begun does not count; the level holds. */
  void forget() {
    values = 0;
    level = Double.NaN;
    other = Double.NaN;
  }

  private boolean hasRested(long nowMillis) {
    boolean more = level > rest + itemKilograms / 2;
    return values >= (more ? VALUES_FOR_MORE : VALUES_FOR_LESS)
        && nowMillis - sinceMillis >= REST_MILLIS;
  }

  private void follow(long nowMillis, double kilograms) {
    if (values > 0 && isNear(kilograms, level)) {
      learn(kilograms - level);
      values++;
      level += (kilograms - level) / Math.min(values, MEAN_OF);
      other = Double.NaN;
    } else if (isNear(kilograms, other)) {
      level = (kilograms + other) / 2;
      sinceMillis = otherMillis;
      values = 2;
      other = Double.NaN;
    } else if (values == 0) {
      level = kilograms;
      sinceMillis = nowMillis;
      values = 1;
    } else {
      other = kilograms;
      otherMillis = nowMillis;
    }
  }

  private boolean isNear(double kilograms, double to) {
    return Math.abs(kilograms - to) <= DEVIATIONS * noise;
  }

  private void learn(double difference) {
    double squared = noise * noise + NOISE_STEP * (difference * difference - noise * noise);
    noise =
        Math.clamp(
            Math.sqrt(squared),
            Math.min(NOISE_LEAST_KILOGRAMS, NOISE_MOST * itemKilograms),
            NOISE_MOST * itemKilograms);
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    sinceMillis += deltaMillis;
    otherMillis += deltaMillis;
  }

  void save(Snapshot into, String prefix) {
    into.put(prefix + "noise", noise);
    into.put(prefix + "tells", tellsRest ? 1 : 0);
    into.put(prefix + "moved", moved ? 1 : 0);
    if (!Double.isNaN(rest)) {
      into.put(prefix + "rest", rest);
    }
    if (values > 0) {
      into.put(prefix + "values", values);
      into.put(prefix + "level", level);
      into.put(prefix + "since", sinceMillis);
    }
    if (!Double.isNaN(other)) {
      into.put(prefix + "other", other);
      into.put(prefix + "otherAt", otherMillis);
    }
  }

  void restore(Snapshot from, String prefix) {
    noise = from.decimal(prefix + "noise", noise);
    tellsRest = from.number(prefix + "tells", 0) == 1;
    moved = from.number(prefix + "moved", 0) == 1;
    rest = from.decimal(prefix + "rest", Double.NaN);
    values = (int) from.number(prefix + "values", 0);
    level = from.decimal(prefix + "level", Double.NaN);
    sinceMillis = from.number(prefix + "since", 0);
    other = from.decimal(prefix + "other", Double.NaN);
    otherMillis = from.number(prefix + "otherAt", 0);
  }
}
