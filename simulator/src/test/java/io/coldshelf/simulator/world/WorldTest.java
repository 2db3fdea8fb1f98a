package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {

  private final World world = new World(1, 100, _ -> {});
  private final List<String> happened = new ArrayList<>();

  @Test
  void thingsHappenInTheOrderOfTimeAndThenOfPlanning() {
    plan(300, "c");
    plan(200, "a");
    plan(200, "b");
    world.advance(1_000);
    assertEquals(List.of("200 a", "200 b", "300 c"), happened);
  }

  @Test
  void nothingHappensBeforeItsTime() {
    plan(200, "a");
    world.advance(199);
    assertEquals(List.of(), happened);
    world.advance(200);
    assertEquals(List.of("200 a"), happened);
  }

  @Test
  void whatIsPlannedForThePastHappensNext() {
    world.advance(500);
    plan(200, "late");
    world.advance(500);
    assertEquals(List.of("500 late"), happened);
  }

  @Test
  void timeNeverGoesBack() {
    world.advance(500);
    world.advance(400);
    assertEquals(500, world.nowMillis());
  }

  @Test
  void stepsFallOnTheSameTimesHoweverTimeIsAdvanced() {
    world.every(50, time -> happened.add(Long.toString(time)));
    world.advance(149);
    world.advance(260);
    assertEquals(List.of("150", "200", "250"), happened);
  }

  @Test
  void eachPlaceDrawsFromItsOwnStream() {
    long shelf = world.chance("shelf").nextLong();
    assertEquals(shelf, world.chance("shelf").nextLong());
    assertNotEquals(shelf, world.chance("case").nextLong());
    assertNotEquals(shelf, new World(2, 100, _ -> {}).chance("shelf").nextLong());
  }

  private void plan(long timeMillis, String what) {
    world.at(timeMillis, () -> happened.add(world.nowMillis() + " " + what));
  }
}
