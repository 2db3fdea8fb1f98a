package io.coldshelf.simulator.world;

/**
 * What a place that keeps cold is called and judged by.
 *
 * @param name the compartment
 * @param probe the point of its probe, {@code device/point}
 * @param setCelsius what its thermostat is set to
 * @param ambientCelsius the air outside
 * @param rule the limit for its air
 * @param pace how time passes in it
 */
public record ColdPlace(
    String name,
    String probe,
    double setCelsius,
    double ambientCelsius,
    LimitRule rule,
    Pace pace) {

  /**
   * How time passes in a place. A scale other than 1 makes physics run faster than the clocks of
   * devices and rules, for a demonstration that shows in a minute what takes an hour; the page
   * should say so.
   *
   * @param timeScale seconds of physics in a second, at least 1
   * @param stepMillis from one state to the next, by the world's clock
   */
  public record Pace(double timeScale, long stepMillis) {

    /** As in life, in steps of a second. */
    public static final Pace REAL = new Pace(1, 1_000);

    /** Checks the ranges. */
    public Pace {
      if (!(timeScale >= 1) || stepMillis < 1) {
        throw new IllegalArgumentException(
            "time scale " + timeScale + ", step " + stepMillis + " ms");
      }
    }

    double secondsPerStep() {
      return stepMillis * timeScale / 1_000;
    }

    /** How long something of physics takes by the world's clock. */
    long millis(double physicalSeconds) {
      return Math.round(physicalSeconds * 1_000 / timeScale);
    }
  }
}
