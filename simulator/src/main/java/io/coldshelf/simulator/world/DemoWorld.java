package io.coldshelf.simulator.world;

import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.simulator.truth.EpisodeLog;
import io.coldshelf.simulator.truth.TruthEpisode;
import io.coldshelf.simulator.truth.TruthEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What can be watched in a minute: a milk shelf that hurried shoppers empty, a dairy case that
 * stays well although its door opens, and a truck whose unit fails.
 *
 * <pre>
 *  s   0        10        20        30        40        50        60
 *  shelf 12 items, one or two at a time │ the rest │ empty │ filled │ busy
 *  case  ╱╲╱╲ door ╱╲╱╲ door ╱╲╱╲ door ╱╲
 *  truck well   │ unit fails; passes 6 °C by 23 s │ breach by 34 s, to the end
 * </pre>
 *
 * <p>Physics runs faster than the clock in the case ({@value #CASE_TIME_SCALE} times) and in the
 * truck ({@value #TRUCK_TIME_SCALE} times); shoppers and rules do not. Whatever the seed, the shelf
 * is empty once before 40 s, the truck's rule is broken before 35 s and the case's never.
 *
 * <p>Not safe for use by several threads: see {@link World}.
 */
public final class DemoWorld {

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

  /** Whole milk, one litre. */
  public static final ShelfSetup.Product MILK =
      new ShelfSetup.Product("06901234567892", 7, 1.03, 0.01);

  /** Items on the full shelf. */
  public static final int CAPACITY = 12;

  /** The stock at and below which the shelf is low. */
  public static final int LOW_AT = 4;

  /** The rule for both compartments: above 6 °C for ten seconds of the clock. */
  public static final LimitRule RULE = new LimitRule(Side.ABOVE, 6, Duration.ofSeconds(10), 0.5);

  /** Seconds of physics in a second, in the case. */
  public static final int CASE_TIME_SCALE = 6;

  /** Seconds of physics in a second, in the truck. */
  public static final int TRUCK_TIME_SCALE = 60;

  private static final long STEP_MILLIS = 100;
  private static final long RESTOCK_AFTER_MILLIS = 12_000;
  private static final double COLD_STORE_CORE_SECONDS = 2_700;
  private static final double WALL_SECONDS = 5_400;
  private static final double PALLET_CORE_SECONDS = 17_400;
  private static final double LORRY_METRES_PER_SECOND = 21;

  private static final long UNIT_FAILS_MILLIS = 10_000;
  private static final long FIRST_DOOR_MILLIS = 6_000;

  private final World world;
  private final EpisodeLog log = new EpisodeLog();
  private final MilkShelf milk;
  private final DairyCase dairy;
  private final ReeferTruck truck;

  /**
   * A world of which only the episodes are kept.
   *
   * @param seed from which everything in it follows
   * @param startMillis its first moment, milliseconds since 1970
   */
  public DemoWorld(long seed, long startMillis) {
    this(seed, startMillis, _ -> {});
  }

  /**
   * A world that tells everything.
   *
   * @param seed from which everything in it follows
   * @param startMillis its first moment, milliseconds since 1970
   * @param truth told of everything that happens, in the order of time
   */
  public DemoWorld(long seed, long startMillis, Consumer<TruthEvent> truth) {
    world = new World(seed, startMillis, log.andThen(truth));
    RandomGenerator chance = world.chance("demo");
    milk = new MilkShelf(world, shelf(), new HurriedShoppers(startMillis));
    dairy =
        new DairyCase(
            world,
            new ColdPlace(CASE, CASE_PROBE, 3.4, 22, RULE, pace(CASE_TIME_SCALE)),
            1.6,
            COLD_STORE_CORE_SECONDS);
    double ambient = chance.nextDouble(27, 33);
    truck =
        new ReeferTruck(
            world,
            new ColdPlace(
                CARGO,
                CARGO_PROBE,
                chance.nextDouble(3.3, 3.7),
                ambient,
                RULE,
                pace(TRUCK_TIME_SCALE)),
            highway(),
            WALL_SECONDS,
            PALLET_CORE_SECONDS);
    truck.stopCoolingAt(startMillis + UNIT_FAILS_MILLIS + chance.nextLong(-500, 500));
    openDoorAgainAndAgain(startMillis + FIRST_DOOR_MILLIS, chance);
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
   * The present.
   *
   * @return milliseconds since 1970
   */
  public long nowMillis() {
    return world.nowMillis();
  }

  /**
   * The shelf.
   *
   * @return full at the start
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
   * @return on its way
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

  private void openDoorAgainAndAgain(long timeMillis, RandomGenerator chance) {
    world.at(
        timeMillis,
        () -> {
          dairy.door().openAt(timeMillis, chance.nextLong(3_000, 5_000));
          openDoorAgainAndAgain(timeMillis + chance.nextLong(14_000, 20_000), chance);
        });
  }

  private static ColdPlace.Pace pace(int timeScale) {
    return new ColdPlace.Pace(timeScale, STEP_MILLIS);
  }

  private static ShelfSetup shelf() {
    return new ShelfSetup(
        SHELF,
        MILK,
        CAPACITY,
        LOW_AT,
        RESTOCK_AFTER_MILLIS,
        new ShelfSetup.Radio(1, 0.9, 0.06, 0),
        new ShelfSetup.Scale(0.001, 0.001, 0.004, 0));
  }

  /** From Guangzhou towards Shenzhen, with a stop on the way. */
  private static Route highway() {
    return new Route(
        List.of(
            Route.Waypoint.bend(23.1291, 113.2644),
            Route.Waypoint.bend(23.0664, 113.4012),
            new Route.Waypoint(23.0207, 113.7518, 600, 180),
            Route.Waypoint.bend(22.8151, 113.8145),
            new Route.Waypoint(22.5431, 114.0579, 1_200, 600)),
        LORRY_METRES_PER_SECOND);
  }
}
