package io.coldshelf.simulator.world;

import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.simulator.truth.EpisodeLog;
import io.coldshelf.simulator.truth.TruthEpisode;
import io.coldshelf.simulator.truth.TruthEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/**
 * A day of a shop at its own pace, for virtual time: shoppers at noon and in the evening, a defrost
 * by night and one by day, a truck on its round, and otherwise nothing. All stays well unless a
 * caller breaks something; goods do run out.
 */
public final class StoreDay {

  /** How long it is. */
  public static final Duration LENGTH = Duration.ofDays(1);

  /** The shelf's name. */
  public static final String SHELF = "milk-bay-1";

  /** The case's name. */
  public static final String CASE = "dairy-case";

  /** The truck's compartment. */
  public static final String CARGO = "truck-cargo";

  /** The point of the case's probe. */
  public static final String CASE_PROBE = "case-probe/temperature";

  /** The point of the truck's probe. */
  public static final String CARGO_PROBE = "cargo-probe/temperature";

  /** The rule for the case: long enough for a defrost and its recovery. */
  public static final LimitRule CASE_RULE =
      new LimitRule(Side.ABOVE, 6, Duration.ofMinutes(40), 0.5);

  /** The rule for the truck: chilled food, long enough for a stop. */
  public static final LimitRule CARGO_RULE =
      new LimitRule(Side.ABOVE, 8, Duration.ofMinutes(20), 0.5);

  private static final long MINUTE = 60_000;
  private static final long DAY = LENGTH.toMillis();

  private static final long NOON_FROM = 690 * MINUTE;
  private static final long NOON_TO = 780 * MINUTE;
  private static final long EVENING_FROM = 1_050 * MINUTE;
  private static final long EVENING_TO = 1_200 * MINUTE;
  private static final double SHOPPER_GAP_MILLIS = 3 * MINUTE;
  private static final long NIGHT_DEFROST = 180 * MINUTE;
  private static final long DAY_DEFROST = 900 * MINUTE;
  private static final int DOORS = 50;

  private final World world;
  private final EpisodeLog log = new EpisodeLog();
  private final MilkShelf milk;
  private final DairyCase dairy;
  private final ReeferTruck truck;

  /**
   * A day that tells everything.
   *
   * @param seed from which everything in it follows
   * @param startMillis midnight, milliseconds since 1970
   * @param truth told of everything that happens, in the order of time
   */
  public StoreDay(long seed, long startMillis, Consumer<TruthEvent> truth) {
    world = new World(seed, startMillis, log.andThen(truth));
    RandomGenerator chance = world.chance("day");
    LongPredicate isBusy = timeMillis -> isBusy(timeMillis - startMillis);
    milk =
        new MilkShelf(
            world,
            shelf(chance),
            new PoissonShoppers(SHOPPER_GAP_MILLIS, 3, 0.07, PoissonShoppers.Stay.USUAL, isBusy));
    dairy =
        new DairyCase(
            world,
            new ColdPlace(
                CASE, CASE_PROBE, 3.6, chance.nextDouble(20, 24), CASE_RULE, ColdPlace.Pace.REAL),
            chance.nextDouble(1.5, 2),
            2_700);
    truck =
        new ReeferTruck(
            world,
            new ColdPlace(
                CARGO, CARGO_PROBE, 3, chance.nextDouble(18, 34), CARGO_RULE, ColdPlace.Pace.REAL),
            round(chance),
            chance.nextDouble(4_800, 6_600),
            17_400);
    dairy.defrostAt(startMillis + NIGHT_DEFROST, chance.nextDouble(1_500, 2_100));
    dairy.defrostAt(startMillis + DAY_DEFROST, chance.nextDouble(1_500, 2_100));
    planDoors(startMillis, chance);
  }

  /**
   * Lets everything happen up to a time, that moment included.
   *
   * @param toMillis milliseconds since 1970; a time in the past changes nothing
   */
  public void advance(long toMillis) {
    world.advance(toMillis);
  }

  /**
   * The shelf.
   *
   * @return full at midnight
   */
  public MilkShelf milk() {
    return milk;
  }

  /**
   * The dairy case.
   *
   * @return in its normal cycle
   */
  public DairyCase dairy() {
    return dairy;
  }

  /**
   * The truck.
   *
   * @return on its round from midnight on
   */
  public ReeferTruck truck() {
    return truck;
  }

  /**
   * What should have raised alerts so far.
   *
   * @return ended and open episodes, in the order of their starts
   */
  public List<TruthEpisode> episodes() {
    return log.episodes();
  }

  private static boolean isBusy(long sinceMidnightMillis) {
    long time = sinceMidnightMillis % DAY;
    boolean noon = time >= NOON_FROM && time < NOON_TO;
    boolean evening = time >= EVENING_FROM && time < EVENING_TO;
    return noon || evening;
  }

  /** Doors of 5 to 30 s, spread over the busy hours. */
  private void planDoors(long startMillis, RandomGenerator chance) {
    long noon = NOON_TO - NOON_FROM;
    long busy = noon + EVENING_TO - EVENING_FROM;
    for (int i = 0; i < DOORS; i++) {
      long at = chance.nextLong(busy);
      long opens = at < noon ? NOON_FROM + at : EVENING_FROM + at - noon;
      dairy.door().openAt(startMillis + opens, chance.nextLong(5_000, 30_000));
    }
  }

  private static ShelfSetup shelf(RandomGenerator chance) {
    return new ShelfSetup(
        SHELF,
        DemoWorld.MILK,
        24,
        6,
        20 * MINUTE,
        new ShelfSetup.Radio(2, chance.nextDouble(0.8, 0.97), chance.nextDouble(0.04, 0.14), 0.02),
        new ShelfSetup.Scale(chance.nextDouble(0.0005, 0.002), 0.001, 0.009, 0.5));
  }

  /** A round through Guangzhou's shops with eight stops. */
  private static Route round(RandomGenerator chance) {
    List<Route.Waypoint> stops =
        chance
            .doubles(8, 0, 2 * Math.PI)
            .sorted()
            .mapToObj(angle ->
                new Route.Waypoint(
                    23.13 + 0.15 * StrictMath.sin(angle),
                    113.27 + 0.15 * StrictMath.cos(angle),
                    1_800,
                    chance.nextDouble(60, 480)))
            .toList();
    return new Route(stops, 9);
  }
}
