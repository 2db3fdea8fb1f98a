package io.coldshelf.simulator.world;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A rush: a few shoppers in the first twenty seconds, then one who takes all the rest, and when the
 * shelf has been filled others at random. Only the first few put something back, and have done so
 * before the last one comes, so that the shelf is empty for good until it is filled.
 */
final class HurriedShoppers implements Shoppers {

  private static final int FEW = 4;
  private static final long FIRST_MILLIS = 3_000;
  private static final long GAP_MILLIS = 5_000;
  private static final long SPREAD_MILLIS = 2_000;
  private static final int MAX_ITEMS = 2;
  private static final double PUT_BACK = 0.08;

  private static final PoissonShoppers.Stay BRIEF = new PoissonShoppers.Stay(2_500, 0.4);
  private static final long MAX_STAY_MILLIS = 5_000;

  private static final long MIN_LAST_MILLIS = 25_500;
  private static final long MAX_LAST_MILLIS = 28_500;

  private static final long OTHERS_MILLIS = 52_000;
  private static final PoissonShoppers OTHERS =
      new PoissonShoppers(7_000, 3, PUT_BACK, BRIEF, _ -> true);

  private final long startMillis;
  private int came;

  HurriedShoppers(long startMillis) {
    this.startMillis = startMillis;
  }

  @Override
  public Optional<Visit> next(long afterMillis, RandomGenerator chance) {
    int which = came++;
    if (which < FEW) {
      return Optional.of(oneOfFew(which, chance));
    }
    if (which == FEW) {
      return Optional.of(last(chance));
    }
    return OTHERS.next(Math.max(afterMillis, startMillis + OTHERS_MILLIS), chance);
  }

  private Visit oneOfFew(int which, RandomGenerator chance) {
    return new Visit(
        startMillis + FIRST_MILLIS + which * GAP_MILLIS + chance.nextLong(SPREAD_MILLIS),
        Math.min(BRIEF.draw(chance), MAX_STAY_MILLIS),
        chance.nextInt(1, MAX_ITEMS + 1),
        chance.nextLong(900, 1_200),
        chance.nextDouble() < PUT_BACK);
  }

  private Visit last(RandomGenerator chance) {
    return new Visit(
        startMillis + chance.nextLong(MIN_LAST_MILLIS, MAX_LAST_MILLIS),
        BRIEF.draw(chance),
        Visit.ALL,
        chance.nextLong(550, 700),
        false);
  }
}
