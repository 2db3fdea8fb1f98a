package io.coldshelf.simulator.world;

/**
 * Random numbers that are a function of what and when. Asking twice gives the same answer, and
 * asking more or less often changes nothing else.
 */
final class Noise {

  private static final double TO_UNIT = 0x1.0p-53;

  private final long seed;

  Noise(long seed) {
    this.seed = seed;
  }

  /** Uniform, from 0 to below 1. */
  double uniform(long what, long timeMillis) {
    return (mix(seed ^ mix(what + mix(timeMillis))) >>> 11) * TO_UNIT;
  }

  /** Normal, of mean 0 and deviation 1 (Box and Muller 1958). */
  double gaussian(long what, long timeMillis) {
    long own = mix(what);
    // 1 − u is never zero, so its logarithm is finite.
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(own, timeMillis)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(~own, timeMillis));
  }

  /** Spreads the bits of a number over all of a word (the finaliser of Stafford's variant 13). */
  static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
