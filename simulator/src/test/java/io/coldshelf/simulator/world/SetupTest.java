package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupTest {

  private static final ShelfSetup.Radio RADIO = new ShelfSetup.Radio(1, 0.9, 0.1, 0);
  private static final ShelfSetup.Scale SCALE = new ShelfSetup.Scale(0.001, 0.001, 0, 0);

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "12, -1, 1", "12, 12, 1", "12, 4, -1"})
  void aShelfHoldsSomethingAndIsLowBelowThat(int capacity, int lowAt, long restockAfterMillis) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ShelfSetup(
                "shelf", DemoWorld.MILK, capacity, lowAt, restockAfterMillis, RADIO, SCALE));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.9, 0.1, 0",
    "1, 0, 0.1, 0",
    "1, 1, 0.1, 0",
    "1, NaN, 0.1, 0",
    "1, 0.9, 0, 0",
    "1, 0.9, 1, 0",
    "1, 0.9, 0.1, 1.1"
  })
  void readingIsAProbability(int antennas, double mean, double correlation, double crossRead) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ShelfSetup.Radio(antennas, mean, correlation, crossRead));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0.001, 0, 0", "0, 0, 0, 0", "0, 0.001, -1, 0", "0, 0.001, 0, NaN"})
  void aScaleHasADivision(double noise, double division, double drift, double glitches) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ShelfSetup.Scale(noise, division, drift, glitches));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "1000, 0, 0", "1000, 1, 1.5"})
  void shoppersTakeSomething(double meanGapMillis, int maxItems, double putBack) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PoissonShoppers(
                meanGapMillis, maxItems, putBack, PoissonShoppers.Stay.USUAL, _ -> true));
  }

  @Test
  void nobodyComesToAShopThatNeverOpens() {
    PoissonShoppers nobody =
        new PoissonShoppers(1_000, 1, 0, PoissonShoppers.Stay.USUAL, _ -> false);
    assertEquals(Optional.empty(), nobody.next(0, RandomGenerator.of("L64X128MixRandom")));
  }

  @Test
  void timeRunsAtLeastAsFastAsInLife() {
    assertThrows(IllegalArgumentException.class, () -> new ColdPlace.Pace(0.5, 100));
    assertThrows(IllegalArgumentException.class, () -> new ColdPlace.Pace(1, 0));
  }

  @Test
  void aRoadLeadsSomewhere() {
    Route.Waypoint here = Route.Waypoint.bend(23, 113);
    assertThrows(IllegalArgumentException.class, () -> new Route(List.of(here), 20));
    assertThrows(IllegalArgumentException.class, () -> new Route(List.of(here, here), 20));
    assertThrows(IllegalArgumentException.class, () -> new Route.Waypoint(23, 113, 60, 61));
  }
}
