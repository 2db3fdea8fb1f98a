package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.simulator.truth.Condition;
import io.coldshelf.simulator.truth.TruthEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DairyCaseTest {

  private static final long MINUTE = 60_000;
  private static final double AMBIENT = 22;

  private final List<TruthEvent> truth = new ArrayList<>();
  private final World world = new World(3, 0, truth::add);
  private final DairyCase dairy =
      new DairyCase(
          world,
          new ColdPlace(
              "case",
              "probe/temperature",
              3.6,
              AMBIENT,
              new LimitRule(Side.ABOVE, 6, Duration.ofMinutes(10), 0.5),
              ColdPlace.Pace.REAL),
          1.8,
          2_700);

  @Test
  void theCompressorCyclesEveryTenToSixtyMinutes() {
    int starts = 0;
    boolean ran = dairy.compressorOn();
    for (int minute = 1; minute <= 12 * 60; minute++) {
      world.advance(minute * MINUTE);
      if (dairy.compressorOn() && !ran) {
        starts++;
      }
      ran = dairy.compressorOn();
    }
    double cycle = 12.0 * 60 / starts;
    assertTrue(cycle >= 10 && cycle <= 60, cycle + " min");
  }

  @Test
  void aQuietCaseStaysInItsBand() {
    for (int minute = 1; minute <= 24 * 60; minute++) {
      world.advance(minute * MINUTE);
      assertEquals(3.6, dairy.airCelsius(), 1.1);
    }
    assertEquals(3.6, dairy.coreCelsius(), 0.5);
  }

  @Test
  void withoutItsCompressorItWarmsSteadilyTowardsTheShopAndNoFurther() {
    dairy.stopCoolingAt(1);
    world.advance(5 * MINUTE);
    double last = dairy.airCelsius();
    for (int minute = 6; minute <= 12 * 60; minute++) {
      world.advance(minute * MINUTE);
      assertTrue(dairy.airCelsius() >= last && dairy.airCelsius() < AMBIENT);
      last = dairy.airCelsius();
    }
    assertEquals(AMBIENT, last, 0.1);
    assertFalse(dairy.compressorOn());
  }

  @Test
  void theGoodsWarmAfterTheAir() {
    dairy.stopCoolingAt(1);
    world.advance(60 * MINUTE);
    assertTrue(dairy.coreCelsius() < dairy.airCelsius() - 2);
  }

  @Test
  void aFailureIsABreachAfterItsGraceAndEndsWithTheRepair() {
    dairy.stopCoolingAt(MINUTE);
    dairy.resumeCoolingAt(60 * MINUTE);
    world.advance(300 * MINUTE);
    long passed = at(Condition.LIMIT_PASSED, true);
    long breach = at(Condition.TEMPERATURE_BREACH, true);
    assertEquals(10 * MINUTE, breach - passed);
    assertTrue(at(Condition.TEMPERATURE_BREACH, false) > 60 * MINUTE);
  }

  @Test
  void anOpenDoorIsFarSteeperThanTheCycle() {
    world.advance(30 * MINUTE);
    double before = dairy.airCelsius();
    dairy.door().openAt(30 * MINUTE, 30_000);
    world.advance(30 * MINUTE + 30_000);
    double rise = dairy.airCelsius() - before;
    assertTrue(rise > 0.5 && rise < 2.5, rise + " K in 30 s");
    assertFalse(dairy.door().isOpen());
  }

  @Test
  void aDefrostPullsDownFirstThenWarmsThenRecovers() {
    dairy.defrostAt(60 * MINUTE, 1_500);
    double lowest = Double.MAX_VALUE;
    double highest = 0;
    for (int minute = 60; minute < 105; minute++) {
      world.advance(minute * MINUTE);
      lowest = Math.min(lowest, dairy.airCelsius());
      highest = Math.max(highest, dairy.airCelsius());
    }
    world.advance(150 * MINUTE);
    assertTrue(lowest < 2.2, "down to " + lowest);
    assertTrue(highest > 6, "up to " + highest);
    assertEquals(3.6, dairy.airCelsius(), 1.1);
    assertTrue(at(Condition.DEFROST, false) > at(Condition.DEFROST, true) + 25 * MINUTE);
  }

  @Test
  void theProbeFollowsTheAir() {
    for (int minute = 1; minute <= 120; minute++) {
      world.advance(minute * MINUTE);
      double said = dairy.probe().celsius(minute * MINUTE).orElseThrow();
      assertEquals(dairy.airCelsius(), said, 0.5);
    }
  }

  @Test
  void humidityIsThatOfACase() {
    for (int minute = 1; minute <= 120; minute++) {
      world.advance(minute * MINUTE);
      double percent = dairy.humidityPercent(minute * MINUTE);
      assertTrue(percent > 50 && percent < 95, percent + " %");
    }
  }

  @Test
  void twoWhoHoldTheDoorKeepItOpenUntilBothLetGo() {
    dairy.door().openAt(1_000, 10_000);
    dairy.door().openAt(5_000, 10_000);
    world.advance(12_000);
    assertTrue(dairy.door().isOpen());
    world.advance(15_000);
    assertFalse(dairy.door().isOpen());
    assertEquals(14_000, at(Condition.DOOR_OPEN, false) - at(Condition.DOOR_OPEN, true));
  }

  private long at(Condition condition, boolean begins) {
    return truth.stream()
        .filter(event ->
            begins
                ? event instanceof TruthEvent.Began began && began.condition() == condition
                : event instanceof TruthEvent.Ended ended && ended.condition() == condition)
        .findFirst()
        .orElseThrow()
        .timeMillis();
  }
}
