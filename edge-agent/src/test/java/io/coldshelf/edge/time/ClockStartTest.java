package io.coldshelf.edge.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockStartTest {

  private static final long ORIGIN = 1_767_225_600_000L;
  private static final SavedClock SAVED =
      new SavedClock("0123456789abcdef", ORIGIN, ORIGIN + 500_000, true);

  private static ClockStart start(String boot, long countedMillis, long wallMillis) {
    return ClockStart.of(Optional.of(SAVED), boot, countedMillis, wallMillis);
  }

  @Test
  void theVeryFirstStartTakesTheWallClockAsItIs() {
    assertEquals(new ClockStart(-30_000, true), ClockStart.of(Optional.empty(), "b", 30_000, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3_600_000, -3_600_000, -1_000_000_000_000L})
  void inTheSameBootTheTimelineGoesOnWithTheCounter(long setMillis) {
    assertEquals(
        new ClockStart(ORIGIN, true), start(SAVED.boot(), 600_000, ORIGIN + 600_000 + setMillis));
  }

  @Test
  void readingTheClocksAMomentApartShiftsNothing() {
    assertEquals(new ClockStart(ORIGIN + 4, true), start(SAVED.boot(), 600_000, ORIGIN + 600_004));
  }

  @Test
  void aDoubtedClockStaysDoubtedInTheSameBoot() {
    SavedClock doubted = new SavedClock(SAVED.boot(), ORIGIN, ORIGIN + 500_000, false);
    assertEquals(
        new ClockStart(ORIGIN, false),
        ClockStart.of(Optional.of(doubted), SAVED.boot(), 600_000, ORIGIN + 600_004));
  }

  @Test
  void aCounterThatStandsBeforeWhereItStoodIsAnotherOne() {
    assertEquals(
        new ClockStart(ORIGIN + 1_000_000 - 499_999, true),
        start(SAVED.boot(), 499_999, ORIGIN + 1_000_000));
  }

  @ParameterizedTest
  @ValueSource(longs = {30_000, ORIGIN, ORIGIN + 499_999})
  void afterAnotherBootAClockBehindWhatIsRecordedIsNotBelieved(long wallMillis) {
    assertEquals(
        new ClockStart(ORIGIN + 500_000 - 30_000, false), start("another", 30_000, wallMillis));
  }

  @ParameterizedTest
  @ValueSource(longs = {ORIGIN + 500_000, ORIGIN + 1_000_000_000_000L})
  void afterAnotherBootAClockThatIsNotBehindIsTakenAsItIs(long wallMillis) {
    assertEquals(new ClockStart(wallMillis - 30_000, true), start("another", 30_000, wallMillis));
  }

  @Test
  void whatTheJournalKeepsIsReadBack() {
    assertEquals(Optional.of(SAVED), SavedClock.of(SAVED.bytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "boot=x", "boot=x\norigin=1\nplaced=soon", "origin=1\nplaced=2"})
  void whatSomebodyEditedBeyondRecognitionIsNotRead(String text) {
    assertEquals(Optional.empty(), SavedClock.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
