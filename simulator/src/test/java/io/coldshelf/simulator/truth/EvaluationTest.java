package io.coldshelf.simulator.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.coldshelf.model.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final EventKind STOCKOUT = EventKind.STOCKOUT;
  private static final long END = 1_000_000;

  @Test
  void anAlertWithinItsEpisodeIsDetectedWithItsDelay() {
    Evaluation.Result result = stockouts(List.of(lasting(10_000, 20_000)), raised(11_500));
    assertEquals(1, result.detected().size());
    assertEquals(OptionalLong.of(1_500), result.delays().median());
    assertEquals(0, result.falseAlerts().size() + result.missed().size());
  }

  @Test
  void anAlertUpToAMinuteAfterTheEndStillCounts() {
    List<TruthEpisode> truth = List.of(lasting(10_000, 20_000));
    assertEquals(1, stockouts(truth, raised(80_000)).detected().size());
    assertEquals(1, stockouts(truth, raised(80_001)).falseAlerts().size());
    assertEquals(1, stockouts(truth, raised(80_001)).missed().size());
  }

  @Test
  void anAlertBeforeItsEpisodeIsFalse() {
    Evaluation.Result result = stockouts(List.of(lasting(10_000, 20_000)), raised(9_999));
    assertEquals(1, result.falseAlerts().size());
    assertEquals(1, result.missed().size());
  }

  @Test
  void aBreachAlertWithinTheGraceCountsAsEarly() {
    TruthEpisode breach =
        new TruthEpisode(EventKind.TEMPERATURE_BREACH, "case", 5_000, 15_000, OptionalLong.empty());
    Evaluation.Result result =
        Evaluation.of(
                List.of(breach),
                List.of(
                    new Detected(
                        EventKind.TEMPERATURE_BREACH, "case", 14_800, OptionalLong.empty())),
                END)
            .of(EventKind.TEMPERATURE_BREACH);
    assertEquals(1, result.detected().size());
    assertEquals(1, result.delays().early());
    assertEquals(OptionalLong.of(-200), result.delays().median());
  }

  @Test
  void anAlertOfAnotherSubjectIsFalse() {
    Detected elsewhere = new Detected(STOCKOUT, "other", 11_000, OptionalLong.empty());
    Evaluation.Result result =
        Evaluation.of(List.of(lasting(10_000, 20_000)), List.of(elsewhere), END).of(STOCKOUT);
    assertEquals(List.of(elsewhere), result.falseAlerts());
    assertEquals(1, result.missed().size());
  }

  @Test
  void anAlertOfAnotherKindIsFalseThere() {
    Detected other = new Detected(EventKind.LOW_STOCK, "shelf", 11_000, OptionalLong.empty());
    Evaluation all = Evaluation.of(List.of(lasting(10_000, 20_000)), List.of(other), END);
    assertEquals(1, all.of(STOCKOUT).missed().size());
    assertEquals(1, all.of(EventKind.LOW_STOCK).falseAlerts().size());
    assertEquals(List.of(STOCKOUT, EventKind.LOW_STOCK), List.copyOf(all.byKind().keySet()));
  }

  @Test
  void aSecondAlertForAnEpisodeIsARepeatAndNotFalse() {
    Evaluation.Result result = stockouts(List.of(lasting(10_000, 20_000)), raised(11_000, 15_000));
    assertEquals(1, result.repeats().size());
    assertEquals(0, result.falseAlerts().size());
    assertEquals(1, result.detected().size());
  }

  @Test
  void whereTwoEpisodesFitTheLaterIsMatched() {
    TruthEpisode first = lasting(10_000, 20_000);
    TruthEpisode second = lasting(40_000, 50_000);
    Evaluation.Result result = stockouts(List.of(first, second), raised(41_000));
    assertEquals(List.of(second), result.detected());
    assertEquals(List.of(first), result.missed());
  }

  @Test
  void anEpisodeThatStartsAfterTheRunIsNoEpisode() {
    Evaluation all = Evaluation.of(List.of(lasting(END, END + 5)), List.of(), END);
    assertEquals(0, all.byKind().size());
  }

  @Test
  void anUntoldEpisodeJustBeforeTheEndIsPending() {
    long young = END - Evaluation.PENDING_MILLIS + 1;
    assertEquals(1, stockouts(List.of(lasting(young, END))).pending().size());
    assertEquals(0, stockouts(List.of(lasting(young, END))).trueEpisodes());
    assertEquals(1, stockouts(List.of(lasting(young - 1, END))).missed().size());
  }

  @Test
  void delaysAreTakenByNearestRank() {
    List<TruthEpisode> truth = new ArrayList<>();
    long[] alerts = new long[100];
    for (int i = 0; i < alerts.length; i++) {
      long start = i * 100_000L;
      truth.add(lasting(start, start + 30_000));
      alerts[i] = start + i + 1;
    }
    Evaluation.Result result = Evaluation.of(truth, raised(alerts), 100_000_000).of(STOCKOUT);
    assertEquals(OptionalLong.of(50), result.delays().median());
    assertEquals(OptionalLong.of(99), result.delays().p99());
  }

  @Test
  void precisionAndRecallAreShares() {
    Evaluation.Result result =
        stockouts(
            List.of(lasting(10_000, 20_000), lasting(200_000, 210_000)), raised(11_000, 150_000));
    assertEquals(0.5, result.precision());
    assertEquals(0.5, result.recall());
    assertEquals(2, result.trueEpisodes());
  }

  @Test
  void nothingAtAllIsPerfect() {
    Evaluation.Result none = Evaluation.of(List.of(), List.of(), END).of(STOCKOUT);
    assertEquals(1, none.precision());
    assertEquals(1, none.recall());
    assertEquals(OptionalLong.empty(), none.delays().median());
  }

  @Test
  void anEpisodeCannotEndBeforeItStarts() {
    assertThrows(IllegalArgumentException.class, () -> lasting(2, 1));
  }

  private static TruthEpisode lasting(long startMillis, long endMillis) {
    return TruthEpisode.of(STOCKOUT, "shelf", startMillis, OptionalLong.of(endMillis));
  }

  private static List<Detected> raised(long... times) {
    List<Detected> alerts = new ArrayList<>();
    for (long time : times) {
      alerts.add(new Detected(STOCKOUT, "shelf", time, OptionalLong.empty()));
    }
    return alerts;
  }

  private static Evaluation.Result stockouts(List<TruthEpisode> truth) {
    return stockouts(truth, List.of());
  }

  private static Evaluation.Result stockouts(List<TruthEpisode> truth, List<Detected> alerts) {
    return Evaluation.of(truth, alerts, END).of(STOCKOUT);
  }
}
