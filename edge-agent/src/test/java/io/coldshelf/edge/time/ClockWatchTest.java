package io.coldshelf.edge.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.time.ClockWatch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {

  private static final long BUILT = 1_767_225_600_000L;
  private static final long NOW = BUILT + 100_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final ClockWatch watch = new ClockWatch(BUILT, true);

  /** Looks once a second, does what is said, and answers how far the timeline was moved. */
  private long follow(long differenceMillis, int seconds) {
    long moved = 0;
    for (int second = 0; second < seconds; second++) {
      long placed = NOW + second * 1000L + moved;
      Verdict verdict =
          watch.judge(
              second * SECOND, placed, NOW + second * 1000L + differenceMillis, Sync.SYNCED);
      if (verdict instanceof Verdict.Slew slew) {
        assertEquals(1, Math.abs(slew.millis()));
        moved += slew.millis();
      } else {
        assertInstanceOf(Verdict.Keep.class, verdict);
      }
    }
    return moved;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 10, -10})
  void whatReadingTwoClocksMayDifferByIsNoDifference(long difference) {
    assertEquals(0, follow(difference, 1000));
  }

  @ParameterizedTest
  @CsvSource({"100, 90", "-100, -90", "1999, 499", "-1999, -499"})
  void aSmallDifferenceIsFollowedByHalfAMillisecondASecond(long difference, long moved) {
    assertEquals(moved, follow(difference, 1000));
  }

  @Test
  void afterAPauseItFollowsNoFartherThanTheDifference() {
    assertEquals(0, follow(15, 1));
    assertEquals(new Verdict.Slew(15), watch.judge(3600 * SECOND, NOW, NOW + 15, Sync.SYNCED));
  }

  @ParameterizedTest
  @ValueSource(longs = {2000, -2000, 3_600_000, -3_600_000, 315_532_800_000L})
  void aGreatDifferenceIsAStepUntilItIsTaken(long difference) {
    Verdict step = watch.judge(0, NOW, NOW + difference, Sync.UNSYNCED);
    assertEquals(difference > -100_000_000L ? new Verdict.Step(difference) : step, step);
    assertEquals(step, watch.judge(SECOND, NOW, NOW + difference, Sync.UNSYNCED), "not taken yet");
    watch.done(step);
    assertTrue(watch.isBelieved());
  }

  @Test
  void aClockFromBeforeTheSoftwareWasMadeIsDoubtedOnce() {
    Verdict doubt = watch.judge(0, NOW, BUILT - 1, Sync.SYNCED);
    assertEquals(new Verdict.Doubt(BUILT - 1 - NOW), doubt);
    watch.done(doubt);
    assertFalse(watch.isBelieved());
    assertEquals(new Verdict.Keep(), watch.judge(SECOND, NOW + 1000, BUILT, Sync.UNSYNCED));
  }

  @Test
  void aDoubtedClockIsBelievedAgainWhereItAgrees() {
    watch.done(watch.judge(0, NOW, 0, Sync.UNSYNCED));
    assertEquals(new Verdict.Keep(), watch.judge(SECOND, NOW + 1000, NOW + 1003, Sync.UNSYNCED));
    assertTrue(watch.isBelieved());
  }

  @Test
  void whileTheTimelineIsFromBeforeTheSoftwareTooAnyClockIsFollowed() {
    assertEquals(new Verdict.Step(-5000), watch.judge(0, 90_000, 85_000, Sync.UNSYNCED));
  }

  @Test
  void aClockThatLostItsMemoryIsNotFollowedHoweverLongItRuns() {
    ClockWatch late = new ClockWatch(BUILT, false);
    for (long second = 0; second < 100_000; second += 1000) {
      assertEquals(
          new Verdict.Keep(),
          late.judge(
              second * SECOND, NOW + second * 1000, NOW - 60_000 + second * 1000, Sync.UNSYNCED));
    }
    assertFalse(late.isBelieved());
  }

  @Test
  void itIsFollowedOnceItIsAheadOrSynchronised() {
    ClockWatch late = new ClockWatch(BUILT, false);
    assertEquals(new Verdict.Step(60_000), late.judge(0, NOW, NOW + 60_000, Sync.UNSYNCED));
    assertEquals(new Verdict.Step(-60_000), late.judge(0, NOW, NOW - 60_000, Sync.SYNCED));
    assertEquals(
        new Verdict.Keep(),
        late.judge(0, NOW, BUILT - 1, Sync.SYNCED),
        "not even then, before the software was made");
  }
}
