package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.Condition;
import io.coldshelf.simulator.truth.Detected;
import io.coldshelf.simulator.truth.Evaluation;
import io.coldshelf.simulator.truth.TruthEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreDayTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = StoreDay.LENGTH.toMillis();

  @Test
  void aWellDayHasNoBreachForAllItsDefrostsAndDoors() {
    for (long seed = 0; seed < 50; seed++) {
      StoreDay day = new StoreDay(seed, 0, _ -> {});
      day.advance(DAY);
      assertEquals(0, count(day, EventKind.TEMPERATURE_BREACH), "seed " + seed);
      assertEquals(2, count(day, EventKind.DEFROST), "seed " + seed);
      assertTrue(count(day, EventKind.STOCKOUT) > 0, "seed " + seed);
    }
  }

  @Test
  void aDefrostDoesPassTheLimit() {
    List<TruthEvent> truth = new ArrayList<>();
    new StoreDay(1, 0, truth::add).advance(6 * 60 * MINUTE);
    assertTrue(
        truth.stream()
            .anyMatch(event ->
                event instanceof TruthEvent.Began began
                    && began.condition() == Condition.LIMIT_PASSED
                    && began.subject().equals(StoreDay.CASE)));
  }

  @Test
  void aFailedCompressorIsABreachOfTheCase() {
    StoreDay day = new StoreDay(1, 0, _ -> {});
    day.dairy().stopCoolingAt(8 * 60 * MINUTE);
    day.advance(DAY);
    assertEquals(1, count(day, EventKind.TEMPERATURE_BREACH));
  }

  @Test
  void nothingHappensInFourFifthsOfItsMinutes() {
    for (long seed = 0; seed < 20; seed++) {
      Set<Long> eventful = new HashSet<>();
      new StoreDay(seed, 0, event -> mark(event, eventful)).advance(DAY);
      assertTrue(eventful.size() < 0.2 * 24 * 60, "seed " + seed + ": " + eventful.size());
    }
  }

  @Test
  void whoKnowsTheTruthIsJudgedPerfect() {
    StoreDay day = new StoreDay(2, 0, _ -> {});
    day.dairy().stopCoolingAt(8 * 60 * MINUTE);
    day.dairy().probe().breakAt(9 * 60 * MINUTE, new ProbeFault.Stuck());
    day.advance(DAY);
    List<Detected> alerts =
        day.episodes().stream()
            .map(episode ->
                new Detected(
                    episode.kind(), episode.subject(), episode.startMillis(), episode.endMillis()))
            .toList();
    Evaluation evaluation = Evaluation.of(day.episodes(), alerts, DAY);
    assertEquals(5, evaluation.byKind().size(), "kinds");
    evaluation
        .byKind()
        .forEach((kind, result) -> {
          assertEquals(1, result.precision(), kind.code());
          assertEquals(1, result.recall(), kind.code());
          assertEquals(OptionalLong.of(0), result.delays().p99(), kind.code());
        });
  }

  private static void mark(TruthEvent event, Set<Long> minutes) {
    // The truck is a place of its own, and its stops are its work.
    if (!event.subject().equals(StoreDay.CARGO)) {
      minutes.add(event.timeMillis() / MINUTE);
    }
  }

  private static long count(StoreDay day, EventKind kind) {
    return day.episodes().stream().filter(episode -> episode.kind() == kind).count();
  }
}
