package io.coldshelf.edge.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.detect.Recorded;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Event;
import io.coldshelf.model.Severity;
import io.coldshelf.wire.ClockState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {

  private static final long BUILT = 1_767_225_600_000L;
  private static final long NOW = BUILT + 1_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final String BOOT = SetClock.BOOT.id();

  private final SetClock clock = new SetClock(NOW);
  private Timeline timeline = clock.timeline(SetClock.BOOT, BUILT);
  private final List<Event> events = new ArrayList<>();

  /** So many seconds go by, and every turn is taken at once. */
  private int pass(int seconds) {
    int turns = 0;
    for (int second = 0; second < seconds; second++) {
      clock.pass(1000);
      Optional<Turn> turn = timeline.look();
      turn.ifPresent(timeline::turn);
      turn.flatMap(taken -> taken.event(new Recorded("gw"), "gw", timeline.millis()))
          .ifPresent(events::add);
      turns += turn.isPresent() ? 1 : 0;
    }
    return turns;
  }

  private long origin() {
    return clock.wallMillis() - clock.countedMillis();
  }

  @Test
  void aGoodClockMovesNothing() {
    DeviceState state = DeviceState.online("probe", NOW);
    assertEquals(1, pass(3600), "only that it is right has been found out");
    assertSame(state, timeline.place(state));
    assertEquals(new ClockState(BOOT, origin(), true), timeline.state());
    assertEquals(clock.wallMillis(), timeline.millis());
    assertEquals(List.of(), events);
  }

  @Test
  void nobodyKnowsInTheFirstSeconds() {
    assertEquals(0, pass(4));
    assertFalse(timeline.state().synced());
    assertEquals(1, pass(1));
    assertTrue(timeline.shown().synced());
  }

  @ParameterizedTest
  @CsvSource({
    "SYNCED, 0, true",
    "UNKNOWN, 0, true",
    "UNSYNCED, 0, false",
    "SYNCED, -2000000000, false",
    "UNKNOWN, -2000000000, false"
  })
  void aClockIsRightWhereNothingSpeaksAgainstIt(Sync sync, long beside, boolean synced) {
    SetClock other = new SetClock(NOW + beside);
    other.sync(sync);
    Timeline its = other.timeline(SetClock.BOOT, BUILT);
    other.pass(6000);
    its.look().ifPresent(its::turn);
    assertEquals(synced, its.state().synced());
  }

  @Test
  void whatWasStampedBeforeAStepIsPlacedByItAfterwards() {
    pass(10);
    DeviceState stamped = DeviceState.online("probe", timeline.counted().millis());
    clock.set(HOUR);
    pass(1);
    assertEquals(DeviceState.online("probe", stamped.timeMillis() + HOUR), timeline.place(stamped));
    assertEquals(clock.wallMillis() - HOUR, timeline.counted().millis(), "stamps never step");
    assertEquals(HOUR, timeline.shown().shiftMillis());
  }

  @Test
  void aStepIsSaidOnceWithItsSizeAndTheBlocksCarryTheNewOrigin() {
    pass(10);
    clock.set(-HOUR);
    assertEquals(1, pass(60));
    assertEquals(new ClockState(BOOT, origin(), true), timeline.state());
    assertEquals(1, events.size());
    Event event = events.getFirst();
    assertEquals("io.coldshelf.clock-jump.recorded", event.type());
    assertEquals(-3600, event.finding().measure().orElseThrow().value());
    assertEquals("s", event.finding().measure().orElseThrow().unit());
    assertEquals(Severity.WARNING, event.finding().severity());
    assertEquals("The gateway's clock was set back by 1 h.", event.finding().reason());
  }

  @Test
  void aTurnThatIsNotTakenChangesNothingAndIsAnsweredAgain() {
    pass(10);
    ClockState before = timeline.state();
    clock.set(HOUR);
    for (int i = 0; i < 3; i++) {
      clock.pass(1000);
      assertEquals(HOUR, timeline.look().orElseThrow().stepMillis());
    }
    assertEquals(before, timeline.state());
    assertEquals(0, timeline.shown().shiftMillis());
  }

  @Test
  void aColdStartIn1970IsPutRight() {
    clock.boot(30_000);
    clock.sync(Sync.UNSYNCED);
    timeline = clock.timeline(SetClock.BOOT, BUILT);
    timeline.restore(Map.of());
    assertEquals(0, pass(100));
    assertEquals(new ClockState(BOOT, 0, false), timeline.state());
    clock.set(NOW);
    clock.sync(Sync.SYNCED);
    assertEquals(1, pass(20));
    assertEquals(new ClockState(BOOT, NOW, true), timeline.state());
    assertEquals(Severity.INFO, events.getFirst().finding().severity());
    assertTrue(
        events.getFirst().finding().reason().contains("put right: set forward by 20465 d"),
        events.getFirst().finding().reason());
  }

  @Test
  void aSmallDifferenceIsFollowedQuietlyAndUntilThenNotSaidToBeRight() {
    pass(10);
    clock.set(1500);
    int turns = pass(7200);
    assertEquals(List.of(), events);
    assertTrue(Math.abs(clock.wallMillis() - timeline.millis()) <= ClockWatch.STILL_MILLIS);
    assertTrue(timeline.state().synced());
    assertTrue(turns <= 1500 / Timeline.CREPT_MILLIS + 2, turns + " turns");
    assertTrue(Math.abs(origin() - timeline.state().originMillis()) < Timeline.CREPT_MILLIS);
  }

  @Test
  void aClockFromBeforeTheSoftwareIsSaidAndNotFollowed() {
    pass(10);
    long origin = origin();
    clock.set(-10 * 365 * 24 * HOUR);
    assertEquals(1, pass(60));
    assertEquals(new ClockState(BOOT, origin, false), timeline.state());
    assertTrue(events.getFirst().finding().reason().contains("went back by 3650 d"));
    clock.set(10 * 365 * 24 * HOUR);
    assertEquals(1, pass(60));
    assertEquals(new ClockState(BOOT, origin, true), timeline.state());
    assertEquals(1, events.size(), "its return is none");
  }

  @Test
  void aRestartGoesOnAndNoticesWhatHappenedMeanwhile() {
    pass(10);
    long origin = origin();
    Map<String, byte[]> kept = Map.of(Timeline.KEY, timeline.saved());
    clock.pass(5000);
    clock.set(HOUR);
    timeline = clock.timeline(SetClock.BOOT, BUILT);
    timeline.restore(kept);
    assertEquals(clock.wallMillis() - HOUR, timeline.millis());
    assertEquals(origin, timeline.state().originMillis());
    pass(10);
    assertEquals(clock.wallMillis(), timeline.millis());
    assertEquals(1, events.size());
  }

  @Test
  void aBatterylessMachineGoesOnFromTheLastRecordedTime() {
    pass(10);
    Map<String, byte[]> kept = Map.of(Timeline.KEY, timeline.saved());
    long last = timeline.millis();
    clock.boot(30_000);
    clock.sync(Sync.UNSYNCED);
    timeline = clock.timeline(new Boot("fedcba9876543210"), BUILT);
    timeline.restore(kept);
    assertEquals(last, timeline.millis());
    assertEquals(0, pass(100));
    assertEquals(last + 100_000, timeline.millis());
    assertFalse(timeline.state().synced());
    clock.set(NOW + HOUR - clock.wallMillis());
    clock.sync(Sync.SYNCED);
    pass(11);
    assertEquals(clock.wallMillis(), timeline.millis());
    assertTrue(timeline.state().synced());
    assertEquals(Severity.INFO, events.getFirst().finding().severity());
  }

  @Test
  void clocksThatWereNotReadAtOneTimeSayNothing() {
    long[] nanos = {0};
    Timeline stalled =
        new Timeline(
            () -> Instant.ofEpochMilli(NOW + nanos[0] / 1_000_000 + 5000),
            () -> nanos[0] += Timeline.LOOK_NANOS,
            () -> Sync.SYNCED,
            SetClock.BOOT,
            BUILT);
    assertEquals(Optional.empty(), stalled.look());
    assertEquals(Optional.empty(), stalled.look());
  }

  @ParameterizedTest
  @CsvSource({
    "2400, 2 s",
    "-61000, 1 min 1 s",
    "3600000, 1 h",
    "5400000, 1 h 30 min",
    "-315532800000, 3652 d",
    "90000000, 1 d 1 h"
  })
  void aJumpIsSaidInWordsForAPerson(long millis, String words) {
    assertEquals(words, Turn.words(millis));
  }
}
