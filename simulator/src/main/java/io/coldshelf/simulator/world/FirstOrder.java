package io.coldshelf.simulator.world;

/** What follows something else with a delay: heat through a wall, a probe in air. */
final class FirstOrder {

  private FirstOrder() {}

  /**
   * The exact solution over a step, so that no step is too long:
   *
   * <pre>T(t) = target + (T₀ − target) e^(−t/τ)</pre>
   */
  static double toward(double target, double value, double seconds, double tauSeconds) {
    return target + (value - target) * StrictMath.exp(-seconds / tauSeconds);
  }
}
