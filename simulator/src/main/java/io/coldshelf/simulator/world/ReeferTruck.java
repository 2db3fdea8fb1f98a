package io.coldshelf.simulator.world;

import io.coldshelf.simulator.truth.Condition;
import java.util.random.RandomGenerator;

/**
 * A refrigerated truck on its road. Its unit holds the air near the set-point; when it fails, the
 * load warms as
 *
 * <pre>T(t) = Tamb + (T₀ − Tamb) e^(−t/τ)</pre>
 *
 * and doors open at the stops.
 */
public final class ReeferTruck {

  private static final double UNIT_TAU_SECONDS = 300;
  private static final double RIPPLE_KELVIN = 0.3;
  private static final double RIPPLE_SECONDS = 1_200;
  private static final double DOOR_TAU_SECONDS = 1_200;

  /** The door opens so long after the truck has stopped, at most. */
  private static final double MAX_DOOR_DELAY_SECONDS = 60;

  private static final double PROBE_TAU_SECONDS = 20;
  private static final double PROBE_NOISE_KELVIN = 0.05;

  private static final double FIX_NOISE_DEGREES = 1.5e-5;
  private static final int LATITUDE = 1;
  private static final int LONGITUDE = 2;

  private final World world;
  private final ColdPlace setup;
  private final Route route;
  private final double wallTauSeconds;
  private final double coreTauSeconds;
  private final double ripplePhase;
  private final long departMillis;
  private final Noise noise;
  private final Probe probe;
  private final Door door;
  private final LimitWatch watch;
  private final Lasting unitOff;

  private double airCelsius;
  private double coreCelsius;

  /**
   * A truck that departs now.
   *
   * @param world in which it drives
   * @param setup what it is called and set to
   * @param route its road, in seconds of physics
   * @param wallTauSeconds how slowly its air warms with the unit off; 90 min is usual
   * @param coreTauSeconds how slowly the goods follow the air; 290 min for a pallet
   */
  public ReeferTruck(
      World world, ColdPlace setup, Route route, double wallTauSeconds, double coreTauSeconds) {
    RandomGenerator chance = world.chance(setup.name());
    this.world = world;
    this.setup = setup;
    this.route = route;
    this.wallTauSeconds = wallTauSeconds;
    this.coreTauSeconds = coreTauSeconds;
    this.ripplePhase = chance.nextDouble(2 * Math.PI);
    this.departMillis = world.nowMillis();
    this.noise = world.noise(setup.name());
    this.airCelsius = target(departMillis);
    this.coreCelsius = setup.setCelsius();
    this.probe = new Probe(world, setup.probe(), PROBE_TAU_SECONDS, PROBE_NOISE_KELVIN, airCelsius);
    this.door = new Door(world, setup.name());
    this.watch = new LimitWatch(world, setup.name(), setup.rule());
    this.unitOff = new Lasting(world, setup.name(), Condition.COOLING_OFF);
    for (Route.Stop stop : route.stops()) {
      planDoor(stop, chance);
    }
    world.every(setup.pace().stepMillis(), this::step);
  }

  /**
   * The probe in its air.
   *
   * @return the probe
   */
  public Probe probe() {
    return probe;
  }

  /**
   * Its door.
   *
   * @return the door
   */
  public Door door() {
    return door;
  }

  /**
   * Where its receiver says that it is.
   *
   * @param timeMillis when, milliseconds since 1970
   * @return the place, wrong by a metre or two
   */
  public Position position(long timeMillis) {
    Position at = route.at(physicalSeconds(timeMillis));
    return new Position(
        at.latitude() + FIX_NOISE_DEGREES * noise.gaussian(LATITUDE, timeMillis),
        at.longitude() + FIX_NOISE_DEGREES * noise.gaussian(LONGITUDE, timeMillis),
        at.metresPerSecond(),
        at.courseDegrees());
  }

  /**
   * The air at the probe as it is.
   *
   * @return degrees Celsius
   */
  public double airCelsius() {
    return airCelsius;
  }

  /**
   * The core of the goods as it is.
   *
   * @return degrees Celsius
   */
  public double coreCelsius() {
    return coreCelsius;
  }

  /**
   * Whether the unit cools.
   *
   * @return what its contact says
   */
  public boolean unitOn() {
    return !unitOff.lasts();
  }

  /**
   * Lets the unit fail.
   *
   * @param timeMillis when, milliseconds since 1970
   */
  public void stopCoolingAt(long timeMillis) {
    world.at(timeMillis, () -> unitOff.set(true, "unit failed"));
  }

  /**
   * Repairs the unit.
   *
   * @param timeMillis when, milliseconds since 1970
   */
  public void resumeCoolingAt(long timeMillis) {
    world.at(timeMillis, () -> unitOff.set(false));
  }

  private void planDoor(Route.Stop stop, RandomGenerator chance) {
    double spare = Math.min(MAX_DOOR_DELAY_SECONDS, stop.stopSeconds() - stop.doorSeconds());
    double opens = stop.arriveSeconds() + chance.nextDouble() * spare;
    if (stop.doorSeconds() > 0) {
      door.openAt(
          departMillis + setup.pace().millis(opens), setup.pace().millis(stop.doorSeconds()));
    }
  }

  private void step(long timeMillis) {
    double seconds = setup.pace().secondsPerStep();
    double wall = 1 / wallTauSeconds + (door.isOpen() ? 1 / DOOR_TAU_SECONDS : 0);
    double unit = unitOn() ? 1 / UNIT_TAU_SECONDS : 0;
    // A working unit makes up for its walls; only what comes through an open door is too much.
    double outside = unitOn() ? wall - 1 / wallTauSeconds : wall;
    double sum = outside + unit;
    double toward = (setup.ambientCelsius() * outside + target(timeMillis) * unit) / sum;
    airCelsius = FirstOrder.toward(toward, airCelsius, seconds, 1 / sum);
    coreCelsius = FirstOrder.toward(airCelsius, coreCelsius, seconds, coreTauSeconds);
    probe.feel(airCelsius, seconds);
    watch.observe(timeMillis, airCelsius);
  }

  private double target(long timeMillis) {
    double cycle = physicalSeconds(timeMillis) / RIPPLE_SECONDS;
    return setup.setCelsius() + RIPPLE_KELVIN * StrictMath.sin(2 * Math.PI * cycle + ripplePhase);
  }

  private double physicalSeconds(long timeMillis) {
    return (timeMillis - departMillis) * setup.pace().timeScale() / 1_000;
  }
}
