package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.simulator.truth.TruthEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitWatchTest {

  private static final LimitRule WARM = new LimitRule(Side.ABOVE, 6, Duration.ofSeconds(10), 0.5);

  private final List<String> told = new ArrayList<>();
  private final World world = new World(1, 0, event -> told.add(text(event)));

  @Test
  void theLimitItselfIsRight() {
    run(WARM, 6.0, 6.0);
    assertEquals(List.of(), told);
  }

  @Test
  void itIsABreachWhenTheWholeGraceIsOver() {
    double[] warm = new double[12];
    Arrays.fill(warm, 6.1);
    run(WARM, warm);
    assertEquals(List.of("1 began LIMIT_PASSED", "11 began TEMPERATURE_BREACH"), told);
  }

  @Test
  void comingBackInsideStartsTheGraceAnew() {
    run(WARM, 7, 7, 7, 7, 7, 7, 6, 7, 7, 7, 7, 7, 7);
    assertEquals(
        List.of("1 began LIMIT_PASSED", "7 ended LIMIT_PASSED", "8 began LIMIT_PASSED"), told);
  }

  @Test
  void aBreachEndsByHysteresis() {
    run(WARM, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 5.8, 6.2, 5.6, 5.5);
    assertEquals(
        List.of(
            "1 began LIMIT_PASSED",
            "11 began TEMPERATURE_BREACH",
            "12 ended LIMIT_PASSED",
            "13 began LIMIT_PASSED",
            "14 ended LIMIT_PASSED",
            "15 ended TEMPERATURE_BREACH"),
        told);
  }

  @Test
  void coldCanBeWrongToo() {
    run(new LimitRule(Side.BELOW, 2, Duration.ofSeconds(1), 0.5), 2, 1.9, 1.9, 2.4, 2.5);
    assertEquals(
        List.of(
            "2 began LIMIT_PASSED",
            "3 began TEMPERATURE_BREACH",
            "4 ended LIMIT_PASSED",
            "5 ended TEMPERATURE_BREACH"),
        told);
  }

  /** One value a second, the first at second one. */
  private void run(LimitRule rule, double... celsius) {
    LimitWatch watch = new LimitWatch(world, "case", rule);
    for (double value : celsius) {
      world.advance(world.nowMillis() + 1_000);
      watch.observe(world.nowMillis(), value);
    }
  }

  private static String text(TruthEvent event) {
    long second = event.timeMillis() / 1_000;
    return switch (event) {
      case TruthEvent.Began began -> second + " began " + began.condition();
      case TruthEvent.Ended ended -> second + " ended " + ended.condition();
      default -> throw new AssertionError(event);
    };
  }
}
