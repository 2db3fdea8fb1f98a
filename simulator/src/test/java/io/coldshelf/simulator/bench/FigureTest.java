package io.coldshelf.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

  private static Figure figure(double value, double reference, Bar bar) {
    return Figure.compared("x", "1", Series.of(value), Series.of(reference), bar);
  }

  @Test
  void aBarIsMetOnIt() {
    assertTrue(figure(5, 1, Bar.atLeast(5)).isMet());
    assertTrue(figure(5, 1, Bar.atMost(5)).isMet());
    assertFalse(figure(4.999, 1, Bar.atLeast(5)).isMet());
    assertFalse(figure(5.001, 1, Bar.atMost(5)).isMet());
  }

  @Test
  void aRatioIsHeldAgainstTheReference() {
    assertTrue(figure(3, 2, Bar.ratioAtMost(1.5)).isMet());
    assertFalse(figure(3, 2, Bar.ratioAtLeast(1.6)).isMet());
  }

  @Test
  void ofTwoBarsBothMustBeMet() {
    Bar both = Bar.atLeast(100).andRatio(0.5);
    assertTrue(figure(100, 200, both).isMet());
    assertFalse(figure(100, 201, both).isMet());
    assertFalse(figure(99, 100, both).isMet());
  }

  @Test
  void theRatioIsTheMedianOfTheTurns() {
    // A machine that has halved its speed from the second turn on changes nothing.
    Figure figure =
        Figure.compared(
            "x",
            "1",
            new Series(List.of(8.0, 4.0, 4.0)),
            new Series(List.of(10.0, 5.0, 5.0)),
            Bar.NONE);
    assertEquals(0.8, figure.ratio().orElseThrow(), 1e-9);
  }

  @Test
  void aMedianOfAnEvenNumberLiesBetween() {
    assertEquals(2.5, new Series(List.of(4.0, 1.0, 3.0, 2.0)).median());
    assertEquals(3, new Series(List.of(4.0, 1.0, 3.0)).median());
  }

  @Test
  void aPercentileIsASampleThatWasMeasured() {
    long[] samples = new long[200];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (long) samples.length - i; // 200 … 1
    }
    assertEquals(100, Series.percentile(samples, 0.50));
    assertEquals(198, Series.percentile(samples, 0.99));
    assertEquals(7, Series.percentile(new long[] {7}, 0.99));
  }

  @Test
  void aBarForARatioWantsAReference() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Figure.alone("x", "1", Series.of(1), Bar.ratioAtLeast(0.5)));
  }
}
