package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.TruthEpisode;
import io.coldshelf.simulator.truth.TruthLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoWorldTest {

  private static final int SEEDS = 200;
  private static final long START = 1_700_000_000_000L;
  private static final long END = START + 60_000;

  @Test
  void theShelfIsEmptyBeforeFortySecondsAndFilledTwelveLater() {
    for (long seed = 0; seed < SEEDS; seed++) {
      DemoWorld world = run(seed);
      TruthEpisode empty = first(world, EventKind.STOCKOUT).orElseThrow();
      long began = empty.startMillis() - START;
      assertTrue(began >= 25_000 && began <= 38_500, "seed " + seed + ": empty at " + began);
      long lasted = empty.endMillis().orElseThrow() - empty.startMillis();
      assertTrue(lasted >= 12_000 && lasted <= 14_000, "seed " + seed + ": for " + lasted);
    }
  }

  @Test
  void lowStockComesBeforeEmpty() {
    for (long seed = 0; seed < SEEDS; seed++) {
      DemoWorld world = run(seed);
      long low = first(world, EventKind.LOW_STOCK).orElseThrow().startMillis();
      long empty = first(world, EventKind.STOCKOUT).orElseThrow().startMillis();
      assertTrue(low < empty - 1_000, "seed " + seed);
    }
  }

  @Test
  void theTrucksRuleIsBrokenInTimeAndToTheEnd() {
    for (long seed = 0; seed < SEEDS; seed++) {
      DemoWorld world = run(seed);
      TruthEpisode breach = first(world, EventKind.TEMPERATURE_BREACH).orElseThrow();
      long began = breach.startMillis() - START;
      assertEquals(DemoWorld.CARGO, breach.subject());
      assertTrue(began >= 24_000 && began <= 35_000, "seed " + seed + ": broken at " + began);
      assertEquals(10_000, breach.startMillis() - breach.sinceMillis(), "seed " + seed);
      assertTrue(breach.endMillis().isEmpty(), "seed " + seed);
      assertTrue(!world.truck().unitOn() && world.truck().airCelsius() < 33, "seed " + seed);
    }
  }

  @Test
  void theCaseNeverLeavesItsClassThoughItsDoorOpens() {
    for (long seed = 0; seed < SEEDS; seed++) {
      DemoWorld world = new DemoWorld(seed, START);
      boolean opened = false;
      for (long time = START; time <= START + 600_000; time += 500) {
        world.advance(time);
        opened |= world.dairy().door().isOpen();
        double air = world.dairy().airCelsius();
        assertTrue(air > 2.1 && air < 5.8, "seed " + seed + ": " + air + " Cel");
      }
      assertTrue(opened, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -7, Long.MIN_VALUE})
  void oneSeedGivesOneTruthHoweverTimeIsSteppedAndDevicesAsk(long seed) {
    List<String> atOnce = new ArrayList<>();
    new DemoWorld(seed, START, event -> atOnce.add(TruthLines.line(event))).advance(END);
    List<String> inSteps = new ArrayList<>();
    DemoWorld asked = new DemoWorld(seed, START, event -> inSteps.add(TruthLines.line(event)));
    for (long time = START; time <= END; time += 37) {
      asked.advance(time);
      asked.milk().round(1, time);
      asked.milk().kilograms(time);
      asked.dairy().probe().celsius(time);
    }
    asked.advance(END);
    assertEquals(atOnce, inSteps);
    assertTrue(atOnce.size() > 30);
  }

  @Test
  void devicesOfOneSeedSayTheSame() {
    assertEquals(said(9), said(9));
    assertNotEquals(said(9), said(10));
  }

  @Test
  void theShelfWeighsWhatItsItemsWeigh() {
    DemoWorld world = new DemoWorld(4, START);
    assertEquals(12 * 1.03, world.milk().kilograms(START), 0.2);
    assertEquals(DemoWorld.CAPACITY, world.milk().stock());
    int seen = world.milk().round(1, START).size();
    assertTrue(seen >= 6 && seen <= 12, seen + " tags");
  }

  private static List<Object> said(long seed) {
    DemoWorld world = new DemoWorld(seed, START);
    List<Object> said = new ArrayList<>();
    for (long time = START; time <= END; time += 500) {
      world.advance(time);
      said.add(world.milk().round(1, time));
      said.add(world.milk().kilograms(time));
      said.add(world.dairy().probe().celsius(time));
      said.add(world.dairy().humidityPercent(time));
      said.add(world.truck().probe().celsius(time));
      said.add(world.truck().position(time));
    }
    return said;
  }

  private static DemoWorld run(long seed) {
    DemoWorld world = new DemoWorld(seed, START);
    world.advance(END);
    return world;
  }

  private static Optional<TruthEpisode> first(DemoWorld world, EventKind kind) {
    return world.episodes().stream().filter(episode -> episode.kind() == kind).findFirst();
  }
}
