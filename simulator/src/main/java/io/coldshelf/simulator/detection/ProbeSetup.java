package io.coldshelf.simulator.detection;

import java.util.random.RandomGenerator;

/**
 * What a probe is like.
 *
 * @param every how often it is read, in seconds
 * @param lagSeconds how slowly it follows the air
 * @param noise the deviation of its values, in kelvin
 * @param resolution the step of its values, in kelvin
 * @param faultsPerWeek how often something is wrong with it
 * @param gapsPerWeek how often nothing comes from it
 */
record ProbeSetup(
    int every,
    double lagSeconds,
    double noise,
    double resolution,
    double faultsPerWeek,
    double gapsPerWeek) {

  private static final int[] EVERY = {3, 10, 10, 30, 60, 60};
  private static final double[] RESOLUTION = {0.01, 0.0625, 0.1, 0.1, 0.5};

  static ProbeSetup draw(RandomGenerator chance, double faultsPerWeek, double gapsPerWeek) {
    return new ProbeSetup(
        EVERY[chance.nextInt(EVERY.length)],
        chance.nextDouble(5, 60),
        chance.nextDouble(0.02, 0.12),
        RESOLUTION[chance.nextInt(RESOLUTION.length)],
        faultsPerWeek,
        gapsPerWeek);
  }
}
