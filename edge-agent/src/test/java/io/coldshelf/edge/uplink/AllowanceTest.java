package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.uplink.Allowance.Hold;
import io.coldshelf.edge.uplink.DataPlan.Hours;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final ZonedDateTime NOON = ZonedDateTime.of(2026, 3, 30, 12, 0, 0, 0, ZONE);

  private ZonedDateTime wall = NOON;
  private long nanos = 77;
  private Allowance allowance = start(plan(1_000, 5_000));

  private static DataPlan plan(long day, long month) {
    return new DataPlan(
        OptionalLong.empty(), OptionalLong.of(day), OptionalLong.of(month), List.of(), ZONE);
  }

  private static DataPlan hours(Hours... hours) {
    return new DataPlan(
        OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), List.of(hours), ZONE);
  }

  private static DataPlan rate(long bytesPerSecond) {
    return new DataPlan(
        OptionalLong.of(bytesPerSecond),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        ZONE);
  }

  private Allowance start(DataPlan plan) {
    return new Allowance(plan, wall.toInstant().toEpochMilli(), nanos);
  }

  /** The process ends, and another one begins where the first has kept its usage. */
  private void restart(DataPlan plan) {
    byte[] kept = allowance.save();
    allowance = start(plan);
    allowance.restore(kept);
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
    look();
  }

  private void jumpTo(ZonedDateTime time) {
    wall = time;
    nanos += 1;
    look();
  }

  private void look() {
    allowance.look(wall.toInstant().toEpochMilli(), nanos);
  }

  private Optional<Hold> spend(long bytes) {
    allowance.spend(bytes, nanos);
    return allowance.hold(nanos);
  }

  @Test
  void aPlanWithoutLimitsHoldsNothing() {
    allowance = start(DataPlan.UNLIMITED);
    assertEquals(Optional.empty(), spend(Long.MAX_VALUE / 4));
  }

  @Test
  void aDaysBudgetHoldsUntilTheSitesMidnight() {
    assertEquals(Optional.empty(), spend(999));
    assertEquals(Optional.of(Hold.DAY), spend(1));
    pass(Duration.ofHours(12).minusMillis(1));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
    pass(Duration.ofMillis(1));
    assertEquals(Optional.empty(), allowance.hold(nanos));
    assertEquals(0, allowance.dayBytes());
    assertEquals(1_000, allowance.monthBytes());
  }

  @Test
  void aMonthsBudgetHoldsUntilTheFirst() {
    assertEquals(Optional.of(Hold.MONTH), spend(5_000));
    pass(Duration.ofHours(24));
    assertEquals(Optional.of(Hold.MONTH), allowance.hold(nanos));
    pass(Duration.ofHours(12));
    assertEquals(Optional.empty(), allowance.hold(nanos));
  }

  @Test
  void whatWasSpentOutlivesARestart() {
    var _ = spend(1_000);
    restart(plan(1_000, 5_000));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
    wall = wall.plusDays(1);
    restart(plan(1_000, 5_000));
    assertEquals(Optional.empty(), allowance.hold(nanos));
    assertEquals(1_000, allowance.monthBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 34, 33})
  void whatItDidNotWriteIsPassedOver(int length) {
    allowance.restore(new byte[length]);
    assertEquals(0, allowance.dayBytes());
  }

  @ParameterizedTest
  @CsvSource({"P10Y", "P1D", "P1M"})
  void aClockTurnedForwardGivesNoNewBudget(java.time.Period jump) {
    var _ = spend(1_000);
    jumpTo(NOON.plus(jump));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
    pass(Duration.ofHours(12));
    assertEquals(Optional.empty(), allowance.hold(nanos));
  }

  @Test
  void aClockThatWentAheadForYearsAndCameBackBlocksForADayAtMost() {
    jumpTo(NOON.plusYears(10));
    pass(Duration.ofDays(2));
    assertEquals(Optional.of(Hold.DAY), spend(1_000));
    jumpTo(NOON.plusDays(2));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
    pass(Duration.ofHours(12));
    assertEquals(Optional.empty(), allowance.hold(nanos));
  }

  @Test
  void aMonthThatLiesYearsAheadEndsWithThePresentOne() {
    jumpTo(NOON.plusYears(10));
    pass(Duration.ofDays(3));
    assertEquals(Optional.of(Hold.MONTH), spend(5_000));
    restart(plan(1_000, 5_000));
    jumpTo(NOON);
    assertEquals(Optional.of(Hold.MONTH), allowance.hold(nanos));
    pass(Duration.ofHours(36));
    assertEquals(Optional.empty(), allowance.hold(nanos));
  }

  @Test
  void aStartInNineteenSeventyGivesNoNewBudget() {
    var _ = spend(1_000);
    wall = ZonedDateTime.of(1970, 1, 1, 8, 0, 0, 0, ZONE);
    restart(plan(1_000, 5_000));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
    jumpTo(NOON.plusMinutes(5));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
  }

  @Test
  void aStartInNineteenSeventyAndAClockThatComesTheNextDayDoes() {
    var _ = spend(1_000);
    wall = ZonedDateTime.of(1970, 1, 1, 8, 0, 0, 0, ZONE);
    restart(plan(1_000, 5_000));
    jumpTo(NOON.plusDays(1));
    assertEquals(Optional.empty(), allowance.hold(nanos));
  }

  @Test
  void anHourBackOverMidnightGivesTheBudgetOnce() {
    pass(Duration.ofHours(12));
    assertEquals(Optional.of(Hold.DAY), spend(1_000));
    jumpTo(wall.minusHours(1));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
    pass(Duration.ofHours(2));
    assertEquals(Optional.of(Hold.DAY), allowance.hold(nanos));
  }

  @Test
  void readingsKeepToTheirHours() {
    allowance = start(hours(new Hours(LocalTime.of(13, 0), LocalTime.of(14, 0))));
    assertEquals(Optional.of(Hold.HOURS), allowance.hold(nanos));
    pass(Duration.ofHours(1));
    assertEquals(Optional.empty(), allowance.hold(nanos));
    pass(Duration.ofHours(1));
    assertEquals(Optional.of(Hold.HOURS), allowance.hold(nanos));
  }

  @ParameterizedTest
  @CsvSource({
    "21:59, false",
    "22:00, true",
    "23:59, true",
    "00:00, true",
    "03:59, true",
    "04:00, false"
  })
  void hoursMayGoOverMidnight(LocalTime time, boolean open) {
    DataPlan night = hours(new Hours(LocalTime.of(22, 0), LocalTime.of(4, 0)));
    assertEquals(open, night.isOpenAt(time));
  }

  @Test
  void theRateHoldsOnAverage() {
    allowance = start(rate(1_000));
    long sent = 0;
    for (int step = 0; step < 10_000; step++) {
      if (allowance.hold(nanos).isEmpty()) {
        sent += 300;
        var _ = spend(300);
      }
      pass(Duration.ofMillis(10));
    }
    assertTrue(sent >= 100_000 && sent <= 101_500, sent + " bytes in 100 s");
  }

  @Test
  void whatTheRateHoldsIsFreeAfterTheWait() {
    allowance = start(rate(1_000));
    assertEquals(Optional.of(Hold.RATE), spend(3_000));
    nanos += allowance.waitNanos(nanos) - 1;
    assertEquals(Optional.of(Hold.RATE), allowance.hold(nanos));
    nanos++;
    assertEquals(Optional.empty(), allowance.hold(nanos));
  }

  @Test
  void aStormOfEventsHoldsReadingsForAMinuteAtMost() {
    allowance = start(rate(1_000));
    for (int i = 0; i < 1_000; i++) {
      var _ = spend(1_000);
    }
    assertEquals(Duration.ofMinutes(1).toNanos(), allowance.waitNanos(nanos));
  }
}
