package io.coldshelf.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.model.EventKind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EpisodeLogTest {

  private final EpisodeLog log = new EpisodeLog();

  @Test
  void beginAndEndMakeAnEpisode() {
    began(5, Condition.STOCKOUT);
    ended(9, Condition.STOCKOUT);
    assertEquals(
        List.of(TruthEpisode.of(EventKind.STOCKOUT, "here", 5, OptionalLong.of(9))),
        log.episodes());
  }

  @Test
  void whatLastsHasNoEnd() {
    began(5, Condition.STOCKOUT);
    assertEquals(
        List.of(TruthEpisode.of(EventKind.STOCKOUT, "here", 5, OptionalLong.empty())),
        log.episodes());
  }

  @Test
  void aBreachIsToBeSeenSinceTheLimitWasPassed() {
    began(5, Condition.LIMIT_PASSED);
    began(15, Condition.TEMPERATURE_BREACH);
    assertEquals(
        List.of(
            new TruthEpisode(EventKind.TEMPERATURE_BREACH, "here", 5, 15, OptionalLong.empty())),
        log.episodes());
  }

  @Test
  void passingTheLimitAgainWithinABreachChangesNothing() {
    began(5, Condition.LIMIT_PASSED);
    began(15, Condition.TEMPERATURE_BREACH);
    ended(20, Condition.LIMIT_PASSED);
    began(25, Condition.LIMIT_PASSED);
    assertEquals(5, log.episodes().getFirst().sinceMillis());
  }

  @Test
  void aConditionWithoutAnAlertIsNoEpisode() {
    began(5, Condition.DOOR_OPEN);
    ended(9, Condition.DOOR_OPEN);
    assertEquals(List.of(), log.episodes());
  }

  @Test
  void anEndWithoutABeginIsPassedOver() {
    ended(9, Condition.STOCKOUT);
    assertEquals(List.of(), log.episodes());
  }

  private void began(long timeMillis, Condition condition) {
    log.accept(new TruthEvent.Began(timeMillis, "here", condition, ""));
  }

  private void ended(long timeMillis, Condition condition) {
    log.accept(new TruthEvent.Ended(timeMillis, "here", condition));
  }
}
