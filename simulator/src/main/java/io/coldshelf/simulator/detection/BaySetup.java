package io.coldshelf.simulator.detection;

import io.coldshelf.simulator.world.Draw;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a bay of shelves is like, drawn from the ranges that are met in shops.
 *
 * @param shelves one above the other, each with its own product and antenna
 * @param capacity items on a shelf
 * @param roundsPerSecond of each antenna, 0.2 to 5; 0 without a reader
 * @param meanRead the mean over tags of the probability that a round reads one
 * @param correlation of a tag's rounds with each other
 * @param cross probability that a round of the next shelf's antenna reads a tag too
 * @param dead share of tags that are hardly ever read
 * @param weighsPerSecond of each scale; 0 without one
 * @param visitsPerHour people who come
 * @param shadows whether they stand between the tags and the antennas
 * @param outagesPerDay of the reader or one of its antennas
 * @param length how long it is watched
 */
record BaySetup(
    int shelves,
    int capacity,
    double roundsPerSecond,
    double meanRead,
    double correlation,
    double cross,
    double dead,
    double weighsPerSecond,
    double visitsPerHour,
    boolean shadows,
    double outagesPerDay,
    Duration length) {

  private static final double[] ROUNDS = {0.2, 0.5, 1, 1, 2, 5};
  private static final double[] WEIGHS = {1, 2, 5, 10, 20};

  /** Tags alone and nobody near: items leave as by an unseen hand. */
  static BaySetup quietTags(RandomGenerator chance, Duration length) {
    double rounds = ROUNDS[chance.nextInt(2, ROUNDS.length)];
    return tags(chance, 1, rounds, chance.nextDouble(2, 10), false, length);
  }

  /** Tags alone, with people in the way. */
  static BaySetup busyTags(RandomGenerator chance, Duration length) {
    double rounds = ROUNDS[chance.nextInt(ROUNDS.length)];
    return tags(chance, chance.nextInt(1, 5), rounds, chance.nextDouble(2, 60), true, length);
  }

  private static BaySetup tags(
      RandomGenerator chance,
      int shelves,
      double rounds,
      double visits,
      boolean shadows,
      Duration length) {
    return new BaySetup(
        shelves,
        chance.nextInt(6, 31),
        rounds,
        chance.nextDouble(0.6, 0.99),
        chance.nextDouble(0.04, 0.14),
        chance.nextDouble(0.01, 0.2),
        chance.nextDouble(0.001, 0.01),
        0,
        visits,
        shadows,
        shadows ? chance.nextDouble(0, 2) : 0,
        length);
  }

  /** Scales alone. */
  static BaySetup scales(RandomGenerator chance, Duration length) {
    BaySetup busy = busyTags(chance, length);
    return busy.with(0, WEIGHS[chance.nextInt(WEIGHS.length)]);
  }

  /** Tags and scales. */
  static BaySetup both(RandomGenerator chance, Duration length) {
    BaySetup busy = busyTags(chance, length);
    return busy.with(busy.roundsPerSecond, WEIGHS[chance.nextInt(WEIGHS.length)]);
  }

  private BaySetup with(double rounds, double weighs) {
    return new BaySetup(
        shelves,
        capacity,
        rounds,
        meanRead,
        correlation,
        cross,
        dead,
        weighs,
        visitsPerHour,
        shadows,
        outagesPerDay,
        length);
  }

  /** How readable a new tag is. */
  double readability(RandomGenerator chance) {
    double drawn = Draw.beta(chance, meanRead, correlation);
    return chance.nextDouble() < dead ? 0.004 : drawn;
  }
}
