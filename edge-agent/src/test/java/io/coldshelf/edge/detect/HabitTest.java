package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HabitTest {

  private final Habit habit = new Habit();
  private final Random random = new Random(3);

  /** Values around a slow wave, in steps; answers how many of them were said to be stuck. */
  private int live(int values, double noise, double step) {
    int stuck = 0;
    for (int i = 0; i < values; i++) {
      double celsius = 4 + Math.sin(i / 100.0) + noise * random.nextGaussian();
      stuck += habit.accept(Math.rint(celsius / step) * step) ? 1 : 0;
    }
    return stuck;
  }

  private int readingsUntilStuck() {
    double value = habit.value();
    int readings = 0;
    while (!habit.accept(value)) {
      readings++;
      assertTrue(readings < 10_000, "never");
    }
    return readings;
  }

  @Test
  void aFineProbeIsStuckWithinAFewValues() {
    assertEquals(0, live(10_000, 0.1, 0.01));
    int readings = readingsUntilStuck();
    assertTrue(readings <= 12, "after " + readings);
  }

  @Test
  void aCoarseProbeRepeatsHonestlyForLong() {
    assertEquals(0, live(50_000, 0.05, 0.5));
    int readings = readingsUntilStuck();
    assertTrue(readings > 50, "after " + readings);
  }

  @Test
  void whileItIsStuckItDoesNotLearnToBe() {
    live(10_000, 0.1, 0.01);
    int first = readingsUntilStuck();
    for (int i = 0; i < 5000; i++) {
      assertTrue(habit.accept(habit.value()));
    }
    assertFalse(habit.accept(7));
    live(1000, 0.1, 0.01);
    assertTrue(readingsUntilStuck() <= first + 2);
  }

  @Test
  void nothingIsSaidOfAProbeWhoseHabitIsUnknown() {
    for (int i = 0; i < 10_000; i++) {
      assertFalse(habit.accept(21.5));
    }
  }

  @Test
  void aHabitOutlivesARestart() {
    live(10_000, 0.1, 0.01);
    Snapshot saved = new Snapshot();
    habit.save(saved, "h.");
    Habit after = new Habit();
    after.restore(Snapshot.of(saved.bytes()), "h.");
    double value = habit.value();
    for (int i = 0; i < 20; i++) {
      assertEquals(habit.accept(value), after.accept(value));
    }
  }
}
