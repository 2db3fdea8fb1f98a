package io.coldshelf.simulator.world;

import io.coldshelf.simulator.truth.Condition;
import java.util.random.RandomGenerator;

/**
 * A refrigerated case with a door. Two masses: the body (walls, evaporator, shelves) that the
 * compressor cools and the shop warms within an hour, and the air in it that follows the body
 * within a minute and, through an open door, the shop's. The goods follow the air more slowly.
 *
 * <pre>
 *  °C        compressor off     door         defrost
 *   │                            │\          ╭──╮
 *   │  ╱╲  ╱╲  ╱╲  ╱╲  ╱╲  ╱╲  ╱╲│ \╱╲  ╱╲  ╱    ╲╱╲  ╱╲
 *   │ ╱  ╲╱  ╲╱  ╲╱  ╲╱  ╲╱  ╲╱      ╲╱  ╲╱  pull-down first
 *   └──────────────────────────────────────────────────── time
 * </pre>
 */
public final class DairyCase {

  private static final double MIN_CYCLE_SECONDS = 660;
  private static final double MAX_CYCLE_SECONDS = 960;

  /** The part of the time in which the compressor runs. */
  private static final double MIN_DUTY = 0.4;

  private static final double MAX_DUTY = 0.5;

  private static final double AIR_TAU_SECONDS = 60;
  private static final double DOOR_TAU_SECONDS = 480;

  /** Through an open door the body warms so many times faster. */
  private static final double DOOR_ON_BODY = 2;

  private static final double PROBE_TAU_SECONDS = 20;
  private static final double PROBE_NOISE_KELVIN = 0.05;

  private static final double PULL_DOWN_KELVIN = 1.2;
  private static final double MAX_PULL_DOWN_SECONDS = 900;

  private static final double HUMIDITY_TAU_SECONDS = 180;
  private static final double HUMIDITY_COOLING = 62;
  private static final double HUMIDITY_RESTING = 78;
  private static final double HUMIDITY_DOOR = 90;
  private static final double HUMIDITY_NOISE = 0.6;
  private static final int HUMIDITY = 2;

  private enum Mode {
    CYCLING,
    PULLING_DOWN,
    DEFROSTING
  }

  private final World world;
  private final ColdPlace setup;
  private final double halfBandKelvin;
  private final double coreTauSeconds;
  private final double bodyTauSeconds;
  private final double coolingKelvinPerSecond;
  private final Noise noise;
  private final Probe probe;
  private final Door door;
  private final LimitWatch watch;
  private final Lasting defrost;
  private final Lasting coolingOff;

  private double bodyCelsius;
  private double airCelsius;
  private double coreCelsius;
  private double humidityPercent = HUMIDITY_RESTING;
  private boolean compressorOn;
  private Mode mode = Mode.CYCLING;
  private double modeSeconds;
  private double defrostSeconds;

  /**
   * A case somewhere in its cycle.
   *
   * @param world in which it stands
   * @param setup what it is called and set to
   * @param bandKelvin from the end of one cooling to the start of the next, 0.5 to 2 K; the cycle
   *     takes 11 to 16 minutes at any
   * @param coreTauSeconds how slowly the goods follow the air: 10 min to 20 h
   */
  public DairyCase(World world, ColdPlace setup, double bandKelvin, double coreTauSeconds) {
    RandomGenerator chance = world.chance(setup.name());
    this.world = world;
    this.setup = setup;
    this.halfBandKelvin = bandKelvin / 2;
    this.coreTauSeconds = coreTauSeconds;
    // From the cycle that is to be seen follows how fast the body warms, and how fast it is cooled.
    double cycle = chance.nextDouble(MIN_CYCLE_SECONDS, MAX_CYCLE_SECONDS);
    double duty = chance.nextDouble(MIN_DUTY, MAX_DUTY);
    double warming = bandKelvin / (cycle * (1 - duty));
    this.bodyTauSeconds = (setup.ambientCelsius() - setup.setCelsius()) / warming;
    this.coolingKelvinPerSecond = warming + bandKelvin / (cycle * duty);
    this.bodyCelsius = setup.setCelsius() + chance.nextDouble(-1, 1) * halfBandKelvin;
    this.compressorOn = chance.nextBoolean();
    this.airCelsius = bodyCelsius;
    this.coreCelsius = setup.setCelsius();
    this.noise = world.noise(setup.name());
    this.probe = new Probe(world, setup.probe(), PROBE_TAU_SECONDS, PROBE_NOISE_KELVIN, airCelsius);
    this.door = new Door(world, setup.name());
    this.watch = new LimitWatch(world, setup.name(), setup.rule());
    this.defrost = new Lasting(world, setup.name(), Condition.DEFROST);
    this.coolingOff = new Lasting(world, setup.name(), Condition.COOLING_OFF);
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
   * What the humidity sensor beside the probe says.
   *
   * @param timeMillis when, milliseconds since 1970
   * @return relative humidity in percent, in tenths
   */
  public double humidityPercent(long timeMillis) {
    double percent = humidityPercent + HUMIDITY_NOISE * noise.gaussian(HUMIDITY, timeMillis);
    return Math.rint(Math.clamp(percent, 0, 100) * 10) / 10;
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
   * Whether the compressor runs.
   *
   * @return what its contact says
   */
  public boolean compressorOn() {
    return compressorOn;
  }

  /**
   * Lets the compressor fail.
   *
   * @param timeMillis when, milliseconds since 1970
   */
  public void stopCoolingAt(long timeMillis) {
    world.at(timeMillis, () -> coolingOff.set(true, "compressor failed"));
  }

  /**
   * Repairs the compressor.
   *
   * @param timeMillis when, milliseconds since 1970
   */
  public void resumeCoolingAt(long timeMillis) {
    world.at(timeMillis, () -> coolingOff.set(false));
  }

  /**
   * Defrosts: cools a little more first, then rests.
   *
   * @param timeMillis when, milliseconds since 1970
   * @param restSeconds how long it rests, in seconds of physics: 15 to 60 minutes
   */
  public void defrostAt(long timeMillis, double restSeconds) {
    world.at(
        timeMillis,
        () -> {
          mode = Mode.PULLING_DOWN;
          modeSeconds = 0;
          defrostSeconds = restSeconds;
          defrost.set(true, "pull-down, then " + Math.round(restSeconds) + " s of rest");
        });
  }

  private void step(long timeMillis) {
    double seconds = setup.pace().secondsPerStep();
    control(seconds);
    double gain = door.isOpen() ? DOOR_ON_BODY : 1;
    bodyCelsius =
        FirstOrder.toward(setup.ambientCelsius(), bodyCelsius, seconds * gain, bodyTauSeconds)
            - (compressorOn ? coolingKelvinPerSecond * seconds : 0);
    mixAir(seconds);
    coreCelsius = FirstOrder.toward(airCelsius, coreCelsius, seconds, coreTauSeconds);
    humidityPercent =
        FirstOrder.toward(humidityTarget(), humidityPercent, seconds, HUMIDITY_TAU_SECONDS);
    probe.feel(airCelsius, seconds);
    watch.observe(timeMillis, airCelsius);
  }

  /** The air follows what is around it, each by its own conductance. */
  private void mixAir(double seconds) {
    double toBody = 1 / AIR_TAU_SECONDS;
    double toShop = door.isOpen() ? 1 / DOOR_TAU_SECONDS : 0;
    double target = (bodyCelsius * toBody + setup.ambientCelsius() * toShop) / (toBody + toShop);
    airCelsius = FirstOrder.toward(target, airCelsius, seconds, 1 / (toBody + toShop));
  }

  private double humidityTarget() {
    if (door.isOpen()) {
      return HUMIDITY_DOOR;
    }
    return compressorOn ? HUMIDITY_COOLING : HUMIDITY_RESTING;
  }

  private void control(double seconds) {
    modeSeconds += seconds;
    compressorOn =
        switch (mode) {
          case CYCLING -> thermostat();
          case PULLING_DOWN -> pullDown();
          case DEFROSTING -> rest();
        };
    if (coolingOff.lasts()) {
      compressorOn = false;
    }
  }

  private boolean thermostat() {
    double error = bodyCelsius - setup.setCelsius();
    return compressorOn ? error > -halfBandKelvin : error >= halfBandKelvin;
  }

  private boolean pullDown() {
    double goal = setup.setCelsius() - halfBandKelvin - PULL_DOWN_KELVIN;
    if (bodyCelsius > goal && modeSeconds < MAX_PULL_DOWN_SECONDS) {
      return true;
    }
    mode = Mode.DEFROSTING;
    modeSeconds = 0;
    return false;
  }

  private boolean rest() {
    if (modeSeconds < defrostSeconds) {
      return false;
    }
    mode = Mode.CYCLING;
    defrost.set(false);
    return thermostat();
  }
}
