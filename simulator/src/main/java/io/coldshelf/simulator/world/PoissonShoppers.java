package io.coldshelf.simulator.world;

import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/**
 * Shoppers who come independently of each other. They stand there for a log-normal time.
 *
 * @param meanGapMillis the mean time between two of them while the shop is open
 * @param maxItems how many one takes at most, at least one
 * @param putBack the probability that one puts an item back, 0.05 to 0.10 is usual
 * @param stay how long they stand there
 * @param isOpen whether anybody comes at a time, milliseconds since 1970
 */
public record PoissonShoppers(
    double meanGapMillis, int maxItems, double putBack, Stay stay, LongPredicate isOpen)
    implements Shoppers {

  /** Nobody stands before a shelf for longer, however the draw falls. */
  public static final long MAX_STAY_MILLIS = 300_000;

  private static final long MIN_PACE_MILLIS = 900;
  private static final long MAX_PACE_MILLIS = 1_800;

  /** So many arrivals at closed doors in a row mean that the shop does not open again. */
  private static final int MAX_TURNED_AWAY = 100_000;

  /** Checks the ranges. */
  public PoissonShoppers {
    if (!(meanGapMillis > 0) || maxItems < 1 || !(putBack >= 0 && putBack <= 1)) {
      throw new IllegalArgumentException(
          "a shopper every "
              + meanGapMillis
              + " ms, up to "
              + maxItems
              + " items, put back with probability "
              + putBack);
    }
  }

  /**
   * A log-normal time.
   *
   * @param medianMillis half of them stay longer
   * @param deviation of its logarithm: 0.87 for a 99th percentile of 7.5 times the median
   */
  public record Stay(double medianMillis, double deviation) {

    /** What is seen in shops: 8 s in the median, one in a hundred a minute. */
    public static final Stay USUAL = new Stay(8_000, 0.87);

    long draw(RandomGenerator chance) {
      double millis = Draw.logNormal(chance, medianMillis, deviation);
      return (long) Math.min(millis, MAX_STAY_MILLIS);
    }
  }

  @Override
  public Optional<Visit> next(long afterMillis, RandomGenerator chance) {
    double arrive = afterMillis;
    for (int i = 0; i < MAX_TURNED_AWAY; i++) {
      arrive += Math.max(1, Draw.exponential(chance, meanGapMillis));
      if (isOpen.test((long) arrive)) {
        return Optional.of(visit((long) arrive, chance));
      }
    }
    return Optional.empty();
  }

  private Visit visit(long arriveMillis, RandomGenerator chance) {
    return new Visit(
        arriveMillis,
        stay.draw(chance),
        chance.nextInt(1, maxItems + 1),
        chance.nextLong(MIN_PACE_MILLIS, MAX_PACE_MILLIS + 1),
        chance.nextDouble() < putBack);
  }
}
