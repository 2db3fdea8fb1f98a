package io.coldshelf.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

  private static final PointId AIR = new PointId("probe", "temperature");

  @ParameterizedTest
  @CsvSource({
    "0, 10, 2, 1, 3, 5",
    "0, 10, 1, 4, 3, 5",
    "0, 10, 3, 2, 1, 5",
    "0, 10, 1, 2, 3, 0",
    "10, 9, 1, 2, 3, 5",
    "0, 10, NaN, 2, 3, 5",
    "0, 10, 1, NaN, 3, 5",
    "0, 10, 1, 2, Infinity, 5"
  })
  void whatCannotBeIsRefused(
      long first, long last, double min, double mean, double max, long count) {
    assertThrows(
        IllegalArgumentException.class, () -> new Summary(AIR, first, last, min, mean, max, count));
  }

  @Test
  void aMeanMayLieOutsideByWhatRoundingDoes() {
    double mean = (0.1 + 0.1 + 0.1) / 3;
    assertEquals(mean, new Summary(AIR, 0, 0, 0.1, mean, 0.1, 3).mean());
  }
}
