package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.ProductClass.Side;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReeferTruckTest {

  private static final double AMBIENT = 30;
  private static final double WALL_SECONDS = 5_400;
  private static final long MINUTE = 60_000;
  private static final Route.Waypoint START = Route.Waypoint.bend(23, 113);
  private static final Route.Waypoint SHOP = new Route.Waypoint(23.1, 113, 900, 300);
  private static final Route.Waypoint END = Route.Waypoint.bend(23.1, 113.2);

  private final World world = new World(3, 0, _ -> {});

  @Test
  void aWorkingUnitHoldsTheAirNearItsSetPoint() {
    ReeferTruck truck = truck(1);
    for (int minute = 1; minute < 7; minute++) {
      world.advance(minute * MINUTE);
      assertEquals(3.5, truck.airCelsius(), 0.4);
    }
  }

  @Test
  void aFailedUnitLetsTheLoadWarmAsTheLawSays() {
    Route straight = new Route(List.of(START, END), 20);
    ReeferTruck truck =
        new ReeferTruck(world, place(new ColdPlace.Pace(60, 100)), straight, WALL_SECONDS, 17_400);
    truck.stopCoolingAt(10_000);
    world.advance(10_000);
    double start = truck.airCelsius();
    double last = start;
    for (int second = 11; second <= 120; second++) {
      world.advance(second * 1_000L);
      double physical = (second - 10) * 60;
      double law = AMBIENT + (start - AMBIENT) * Math.exp(-physical / WALL_SECONDS);
      assertEquals(law, truck.airCelsius(), 0.05);
      assertTrue(truck.airCelsius() > last && truck.airCelsius() < AMBIENT);
      last = truck.airCelsius();
    }
    assertFalse(truck.unitOn());
    assertTrue(truck.coreCelsius() < truck.airCelsius());
  }

  @Test
  void aRepairedUnitBringsItBack() {
    ReeferTruck truck = truck(60);
    truck.stopCoolingAt(1_000);
    truck.resumeCoolingAt(30_000);
    world.advance(30_000);
    assertTrue(truck.airCelsius() > 8);
    world.advance(90_000);
    assertEquals(3.5, truck.airCelsius(), 0.4);
  }

  @Test
  void theDoorOpensAtTheStopAndWarmsTheAir() {
    ReeferTruck truck = truck(1);
    long arrives = Math.round(Route.metres(START, SHOP) / 20 * 1_000);
    world.advance(arrives - 1_000);
    assertFalse(truck.door().isOpen());
    double before = truck.airCelsius();
    world.advance(arrives + 60_000);
    assertTrue(truck.door().isOpen());
    world.advance(arrives + 290_000);
    assertTrue(truck.airCelsius() > before + 1);
    world.advance(arrives + 370_000);
    assertFalse(truck.door().isOpen());
  }

  @Test
  void itDrivesStandsAndArrives() {
    ReeferTruck truck = truck(1);
    long arrives = Math.round(Route.metres(START, SHOP) / 20 * 1_000);
    assertEquals(23.05, truck.position(arrives / 2).latitude(), 0.001);
    assertEquals(20, truck.position(arrives / 2).metresPerSecond());
    assertEquals(0, truck.position(arrives / 2).courseDegrees(), 1e-6);
    assertEquals(0, truck.position(arrives + 400_000).metresPerSecond());
    assertEquals(23.1, truck.position(arrives + 400_000).latitude(), 0.001);
    Position end = truck.position(arrives * 10);
    assertEquals(113.2, end.longitude(), 0.001);
    assertEquals(0, end.metresPerSecond());
    assertEquals(90, end.courseDegrees(), 0.1);
  }

  @Test
  void aDegreeOfLatitudeIsAHundredAndElevenKilometres() {
    assertEquals(
        111_195, Route.metres(Route.Waypoint.bend(10, 20), Route.Waypoint.bend(11, 20)), 1);
  }

  private ReeferTruck truck(double timeScale) {
    return new ReeferTruck(
        world,
        place(new ColdPlace.Pace(timeScale, 100)),
        new Route(List.of(START, SHOP, END), 20),
        WALL_SECONDS,
        17_400);
  }

  private static ColdPlace place(ColdPlace.Pace pace) {
    return new ColdPlace(
        "cargo",
        "probe/temperature",
        3.5,
        AMBIENT,
        new LimitRule(Side.ABOVE, 6, Duration.ofSeconds(10), 0.5),
        pace);
  }
}
