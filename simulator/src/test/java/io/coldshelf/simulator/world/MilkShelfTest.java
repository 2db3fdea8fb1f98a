package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import io.coldshelf.simulator.truth.Condition;
import io.coldshelf.simulator.truth.TruthEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MilkShelfTest {

  private static final long RESTOCK_AFTER = 20_000;
  private static final int CAPACITY = 10;
  private static final long HOUR = 3_600_000;

  private final List<TruthEvent> truth = new ArrayList<>();

  @Test
  void aVisitorTakesWhatTheyWant() {
    World world = new World(1, 0, truth::add);
    MilkShelf shelf = shelf(world, new Visit(1_000, 5_000, 3, 1_000, false));
    world.advance(60_000);
    assertEquals(CAPACITY - 3, shelf.stock());
    assertEquals(
        List.of(9, 8, 7),
        truth.stream()
            .filter(TruthEvent.ItemsTaken.class::isInstance)
            .map(event -> ((TruthEvent.ItemsTaken) event).stockAfter())
            .toList());
  }

  @Test
  void whoPutsOneBackPutsBackOneOfTheirs() {
    World world = new World(1, 0, truth::add);
    MilkShelf shelf = shelf(world, new Visit(1_000, 5_000, 3, 1_000, true));
    world.advance(60_000);
    assertEquals(CAPACITY - 2, shelf.stock());
    Set<Epc> taken = new HashSet<>();
    for (TruthEvent event : truth) {
      if (event instanceof TruthEvent.ItemsTaken some) {
        taken.addAll(some.epcs());
      } else if (event instanceof TruthEvent.ItemsReturned some) {
        assertTrue(taken.containsAll(some.epcs()));
      }
    }
  }

  @Test
  void theScaleComesDownByTheItemAfterTheHandHasGone() {
    World world = new World(1, 0, truth::add);
    MilkShelf shelf = shelf(world, new Visit(1_000, 5_000, 1, 1_000, false));
    double full = shelf.kilograms(0);
    world.advance(1_900);
    assertFalse(shelf.stable(1_900), "a hand is there");
    world.advance(10_000);
    assertTrue(shelf.stable(10_000));
    assertEquals(1.03, full - shelf.kilograms(10_000), 0.05);
  }

  @Test
  void emptyAndLowBeginAndEnd() {
    World world = new World(1, 0, truth::add);
    shelf(world, new Visit(1_000, 5_000, Visit.ALL, 1_000, false));
    world.advance(60_000);
    assertEquals(
        List.of("began LOW_STOCK", "began STOCKOUT", "ended STOCKOUT", "ended LOW_STOCK"),
        conditions());
  }

  @Test
  void theRestockerComesWhenItHasBeenEmptyForLongEnough() {
    World world = new World(1, 0, truth::add);
    MilkShelf shelf = shelf(world, new Visit(1_000, 5_000, Visit.ALL, 1_000, false));
    world.advance(60_000);
    long empty = at(Condition.STOCKOUT, true);
    long filled = at(Condition.STOCKOUT, false);
    assertTrue(filled >= empty + RESTOCK_AFTER && filled <= empty + RESTOCK_AFTER + 2_000);
    assertEquals(CAPACITY, shelf.stock());
  }

  @Test
  void nothingIsLostOrMadeOverManyHours() {
    for (long seed = 0; seed < 20; seed++) {
      truth.clear();
      World world = new World(seed, 0, truth::add);
      MilkShelf shelf = new MilkShelf(world, setup(), busy());
      int stock = shelf.stock();
      Set<Epc> there = new HashSet<>(shelf.epcs());
      world.advance(4 * HOUR);
      for (TruthEvent event : truth) {
        switch (event) {
          case TruthEvent.ItemsTaken taken -> {
            assertTrue(there.removeAll(taken.epcs()), "seed " + seed);
            stock -= taken.epcs().size();
            assertEquals(stock, taken.stockAfter(), "seed " + seed);
          }
          case TruthEvent.ItemsReturned returned -> {
            there.addAll(returned.epcs());
            stock += returned.epcs().size();
            assertEquals(stock, returned.stockAfter(), "seed " + seed);
          }
          case TruthEvent.ItemsRestocked restocked -> {
            there.addAll(restocked.epcs());
            stock += restocked.epcs().size();
            assertEquals(stock, restocked.stockAfter(), "seed " + seed);
          }
          case TruthEvent.ShadowFell _, TruthEvent.Began _, TruthEvent.Ended _ -> {}
        }
      }
      assertTrue(truth.size() > 500, "a busy shelf, seed " + seed);
      assertEquals(stock, shelf.stock(), "seed " + seed);
      assertEquals(there, new HashSet<>(shelf.epcs()), "seed " + seed);
    }
  }

  @Test
  void somePutItemsBack() {
    World world = new World(5, 0, truth::add);
    MilkShelf unused = new MilkShelf(world, setup(), busy());
    world.advance(24 * HOUR);
    assertTrue(unused.stock() <= CAPACITY);
    double shadows = truth.stream().filter(TruthEvent.ShadowFell.class::isInstance).count();
    double returns = truth.stream().filter(TruthEvent.ItemsReturned.class::isInstance).count();
    assertEquals(0.07, returns / shadows, 0.03);
  }

  @Test
  void timeInTheTruthNeverGoesBack() {
    World world = new World(5, 0, truth::add);
    MilkShelf shelf = new MilkShelf(world, setup(), busy());
    world.advance(HOUR);
    long last = 0;
    for (TruthEvent event : truth) {
      assertTrue(event.timeMillis() >= last, shelf.name());
      last = event.timeMillis();
    }
  }

  private List<String> conditions() {
    List<String> all = new ArrayList<>();
    for (TruthEvent event : truth) {
      if (event instanceof TruthEvent.Began began) {
        all.add("began " + began.condition());
      } else if (event instanceof TruthEvent.Ended ended) {
        all.add("ended " + ended.condition());
      }
    }
    return all;
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

  private static MilkShelf shelf(World world, Visit... visits) {
    Deque<Visit> coming = new ArrayDeque<>(List.of(visits));
    return new MilkShelf(world, setup(), (_, _) -> Optional.ofNullable(coming.poll()));
  }

  private static Shoppers busy() {
    return new PoissonShoppers(20_000, 3, 0.07, PoissonShoppers.Stay.USUAL, _ -> true);
  }

  private static ShelfSetup setup() {
    return new ShelfSetup(
        "shelf",
        new ShelfSetup.Product("06901234567892", 7, 1.03, 0.01),
        CAPACITY,
        3,
        RESTOCK_AFTER,
        new ShelfSetup.Radio(1, 0.9, 0.1, 0.1),
        new ShelfSetup.Scale(0.001, 0.001, 0, 0));
  }
}
