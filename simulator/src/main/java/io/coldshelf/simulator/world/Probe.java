package io.coldshelf.simulator.world;

import io.coldshelf.simulator.truth.Condition;
import java.util.Optional;
import java.util.OptionalDouble;

/** A temperature probe: late by its own mass, noisy, in steps of a tenth, sometimes broken. */
public final class Probe {

  private static final int READING = 1;
  private static final double STEPS_PER_KELVIN = 10;

  private final World world;
  private final String point;
  private final double tauSeconds;
  private final double noiseKelvin;
  private final Noise noise;
  private final Lasting faulty;
  private double feltCelsius;
  private double stuckCelsius;
  private Optional<ProbeFault> fault = Optional.empty();

  Probe(World world, String point, double tauSeconds, double noiseKelvin, double celsius) {
    this.world = world;
    this.point = point;
    this.tauSeconds = tauSeconds;
    this.noiseKelvin = noiseKelvin;
    this.noise = world.noise(point);
    this.faulty = new Lasting(world, point, Condition.PROBE_FAULT);
    this.feltCelsius = celsius;
  }

  /**
   * Its name.
   *
   * @return the subject of its faults, {@code device/point}
   */
  public String point() {
    return point;
  }

  /**
   * What it says.
   *
   * @param timeMillis when it is asked, milliseconds since 1970
   * @return degrees Celsius in tenths, or nothing when it does not answer
   */
  public OptionalDouble celsius(long timeMillis) {
    return switch (fault.orElse(null)) {
      case null -> OptionalDouble.of(sound(timeMillis));
      case ProbeFault.Unplugged() -> OptionalDouble.empty();
      case ProbeFault.Stuck() -> OptionalDouble.of(stuckCelsius);
      case ProbeFault.Says(double celsius) -> OptionalDouble.of(celsius);
    };
  }

  /**
   * Breaks it.
   *
   * @param timeMillis when, milliseconds since 1970
   * @param how what is wrong with it from then on
   */
  public void breakAt(long timeMillis, ProbeFault how) {
    world.at(
        timeMillis,
        () -> {
          stuckCelsius = sound(timeMillis);
          fault = Optional.of(how);
          faulty.set(false);
          faulty.set(true, how.toString());
        });
  }

  /**
   * Repairs it.
   *
   * @param timeMillis when, milliseconds since 1970
   */
  public void mendAt(long timeMillis) {
    world.at(
        timeMillis,
        () -> {
          fault = Optional.empty();
          faulty.set(false);
        });
  }

  /** Time passes in air of some temperature. */
  void feel(double celsius, double seconds) {
    feltCelsius = FirstOrder.toward(celsius, feltCelsius, seconds, tauSeconds);
  }

  private double sound(long timeMillis) {
    double celsius = feltCelsius + noiseKelvin * noise.gaussian(READING, timeMillis);
    return Math.rint(celsius * STEPS_PER_KELVIN) / STEPS_PER_KELVIN;
  }
}
