package io.coldshelf.simulator.world;

import java.util.random.RandomGenerator;

/** Distributions that the JDK does not have, with StrictMath so that every machine draws alike. */
public final class Draw {

  /** A draw this close to 0 or 1 is as good as either. */
  private static final double EDGE = 1e-9;

  private Draw() {}

  /**
   * Log-normal with a median and the deviation of its logarithm.
   *
   * @param chance where it comes from
   * @param median half are above
   * @param deviation of the logarithm
   * @return above 0
   */
  public static double logNormal(RandomGenerator chance, double median, double deviation) {
    return median * StrictMath.exp(deviation * chance.nextGaussian());
  }

  /**
   * Exponential with a mean.
   *
   * @param chance where it comes from
   * @param mean above 0
   * @return 0 or above
   */
  public static double exponential(RandomGenerator chance, double mean) {
    return mean * chance.nextExponential();
  }

  /**
   * Beta with a mean and the correlation that it causes among trials of one draw, ρ = 1/(α+β+1).
   *
   * @param chance where it comes from
   * @param mean above 0, below 1
   * @param correlation above 0, below 1
   * @return above 0, below 1
   */
  public static double beta(RandomGenerator chance, double mean, double correlation) {
    double weight = 1 / correlation - 1;
    double yes = gamma(chance, mean * weight);
    double no = gamma(chance, (1 - mean) * weight);
    return Math.clamp(yes / (yes + no), EDGE, 1 - EDGE);
  }

  /** Gamma of scale 1 (Marsaglia and Tsang 2000; below shape 1 by their section 6). */
  private static double gamma(RandomGenerator chance, double shape) {
    if (shape < 1) {
      return gamma(chance, shape + 1) * StrictMath.pow(1 - chance.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = chance.nextGaussian();
      double v = 1 + c * x;
      double cube = v * v * v;
      double u = 1 - chance.nextDouble();
      if (v > 0 && StrictMath.log(u) < x * x / 2 + d * (1 - cube + StrictMath.log(cube))) {
        return d * cube;
      }
    }
  }
}
