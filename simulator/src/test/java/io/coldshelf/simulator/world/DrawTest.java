package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class DrawTest {

  private static final int DRAWS = 100_000;

  private final RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(7);

  @Test
  void shadowsLastEightSecondsInTheMedianAndAMinuteAtMostButForOneInAHundred() {
    double[] sorted = sorted(() -> Draw.logNormal(chance, 8, 0.87));
    assertEquals(8, sorted[DRAWS / 2], 0.2);
    assertEquals(60, sorted[DRAWS * 99 / 100], 4);
  }

  @Test
  void readabilityHasItsMeanAndItsCorrelation() {
    double[] all = sorted(() -> Draw.beta(chance, 0.9, 0.1));
    double mean = Arrays.stream(all).average().orElseThrow();
    double variance = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertEquals(0.9, mean, 0.005);
    // Trials of one draw correlate by its variance as a part of what it could be at most.
    assertEquals(0.1, variance / (mean * (1 - mean)), 0.005);
  }

  @Test
  void gapsHaveTheirMean() {
    double[] all = sorted(() -> Draw.exponential(chance, 5));
    assertEquals(5, Arrays.stream(all).average().orElseThrow(), 0.1);
  }

  @Test
  void noiseIsNormal() {
    Noise noise = new Noise(3);
    long[] time = {0};
    double[] sorted = sorted(() -> noise.gaussian(1, time[0]++));
    double[] squares = Arrays.stream(sorted).map(x -> x * x).toArray();
    assertEquals(0, Arrays.stream(sorted).average().orElseThrow(), 0.02);
    assertEquals(1, Arrays.stream(squares).average().orElseThrow(), 0.02);
    assertEquals(1.96, sorted[DRAWS * 975 / 1_000], 0.04);
  }

  @Test
  void noiseIsTheSameWheneverAsked() {
    Noise noise = new Noise(3);
    double first = noise.gaussian(1, 1_000);
    noise.uniform(2, 500);
    assertEquals(first, noise.gaussian(1, 1_000));
  }

  private static double[] sorted(DoubleSupplier draw) {
    double[] all = new double[DRAWS];
    Arrays.setAll(all, _ -> draw.getAsDouble());
    Arrays.sort(all);
    return all;
  }
}
