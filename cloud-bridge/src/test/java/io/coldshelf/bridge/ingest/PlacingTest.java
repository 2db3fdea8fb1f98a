package io.coldshelf.bridge.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.Samples;
import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.AlertFilter;
import io.coldshelf.bridge.alert.Alerts;
import io.coldshelf.bridge.fleet.Fleet;
import io.coldshelf.bridge.store.Clocks;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.bridge.store.Series;
import io.coldshelf.bridge.store.Totals;
import io.coldshelf.model.Change;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.ClockState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacingTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final PointId PROBE = PointId.parse("case-probe/temperature");

  private static final Duration LEAST_BOUND = Duration.ofSeconds(1);

  /** A machine without a battery believes that it was started in 1970. */
  private static final long WRONG = 0;

  private static final Optional<ClockState> DOUBTFUL =
      Optional.of(new ClockState("b1", WRONG, false));
  private static final Optional<ClockState> RIGHT = Optional.of(new ClockState("b1", NOW, true));

  private final Database database;
  private final List<Alert> changed = new ArrayList<>();
  private final Ingest ingest;
  private final Sender sender = new Sender("e");

  PlacingTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("placing.db"));
    this.ingest =
        new Ingest(
            new RecordingLink(),
            database,
            InstantSource.fixed(Instant.ofEpochMilli(NOW)),
            Retention.USUAL,
            changed::addAll);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A reading at so many seconds of the boot's counter, by a clock. */
  private Incoming at(Optional<ClockState> clock, int second, double value) {
    long origin = clock.orElseThrow().originMillis();
    return sender.readings(clock, List.of(Reading.good(PROBE, origin + second * 1000L, value)));
  }

  private void keep(Incoming... incoming) {
    for (Incoming each : incoming) {
      int _ = ingest.keep(List.of(each));
    }
    settle();
  }

  private void settle() {
    int steps = 0;
    while (ingest.catchUp()) {
      steps++;
      assertTrue(steps < 1000, "it does not come to rest");
    }
  }

  private List<Series.Item> items() {
    return database.read(sql ->
        Series.between(
            sql,
            new Series.Range(
                sql.number("select id as n from point"), Long.MIN_VALUE, Long.MAX_VALUE, 100)));
  }

  private List<Long> times() {
    return items().stream().map(Series.Item::timeMillis).toList();
  }

  private Optional<Clocks.Doubt> doubt(long timeMillis) {
    return Optional.ofNullable(
            database.read(sql -> Clocks.doubts(sql, 1, timeMillis, timeMillis + 1)).firstEntry())
        .map(entry -> entry.getValue().doubt());
  }

  private int step(Retention retention, long millis) {
    return database.write(sql -> retention.step(sql, millis));
  }

  @Test
  void placesWhatIsHereOnceTheRightTimeIsKnown() {
    keep(at(DOUBTFUL, 10, 1), at(DOUBTFUL, 20, 2));
    assertEquals(List.of(10_000L, 20_000L), times());
    assertEquals(Optional.of(new Clocks.Doubt(Optional.empty())), doubt(10_000));
    keep(at(RIGHT, 30, 3));
    assertEquals(List.of(NOW + 10_000, NOW + 20_000, NOW + 30_000), times());
    assertEquals(Optional.of(new Clocks.Doubt(Optional.of(LEAST_BOUND))), doubt(NOW + 10_000));
    assertEquals(Optional.empty(), doubt(NOW + 30_000));
    assertEquals(3, database.read(Totals::of).readings());
  }

  @Test
  void placesWhatComesLateBecauseItWaited() {
    keep(at(RIGHT, 30, 3), at(DOUBTFUL, 10, 1));
    assertEquals(List.of(NOW + 10_000, NOW + 30_000), times());
  }

  @Test
  void neverMovesWhatWasStampedByARightClock() {
    Optional<ClockState> later = Optional.of(new ClockState("b1", NOW + 700, true));
    keep(at(RIGHT, 30, 3), at(later, 40, 4), at(RIGHT, 50, 5));
    assertEquals(List.of(NOW + 30_000, NOW + 40_700, NOW + 50_000), times());
  }

  @Test
  void takesTheNewestWordWhileNoClockIsRight() {
    Optional<ClockState> better = Optional.of(new ClockState("b1", NOW, false));
    keep(at(DOUBTFUL, 10, 1), at(better, 20, 2), at(DOUBTFUL, 15, 3));
    assertEquals(List.of(NOW + 10_000, NOW + 15_000, NOW + 20_000), times());
    assertEquals(Optional.of(new Clocks.Doubt(Optional.empty())), doubt(NOW + 10_000));
  }

  @Test
  void keepsBootsApartThatCoverTheSameTimes() {
    Optional<ClockState> second = Optional.of(new ClockState("b2", WRONG, false));
    Optional<ClockState> secondRight = Optional.of(new ClockState("b2", NOW + 1_000_000, true));
    keep(at(DOUBTFUL, 10, 1), at(second, 10, 1), at(second, 20, 2), at(DOUBTFUL, 20, 9));
    assertEquals(List.of(10_000L, 10_000L, 20_000L, 20_000L), times());
    keep(at(secondRight, 30, 3));
    assertEquals(
        List.of(10_000L, 20_000L, NOW + 1_010_000, NOW + 1_020_000, NOW + 1_030_000), times());
    keep(at(RIGHT, 30, 4));
    assertEquals(
        List.of(
            NOW + 10_000,
            NOW + 20_000,
            NOW + 30_000,
            NOW + 1_010_000,
            NOW + 1_020_000,
            NOW + 1_030_000),
        times());
  }

  @Test
  void keepsBothReadingsOfWhichOneIsPlacedUponTheOther() {
    keep(at(RIGHT, 10, 1), at(DOUBTFUL, 10, 2));
    assertEquals(List.of(NOW + 10_000, NOW + 10_000), times());
    List<Series.Bucket> buckets =
        database.read(
            sql -> Series.buckets(sql, new Series.Range(1, NOW, NOW + 60_000, 10), 60_000));
    assertEquals(2, buckets.getFirst().values().count());
    assertEquals(1.5, buckets.getFirst().values().mean().orElseThrow());
  }

  @Test
  void takesNewestValuesBackFromTheFuture() {
    Optional<ClockState> future =
        Optional.of(new ClockState("b1", NOW + Duration.ofDays(3650).toMillis(), false));
    keep(at(future, 10, 1), at(RIGHT, 30, 3));
    Fleet.Point point =
        database
            .read(sql -> Fleet.points(sql, Optional.empty(), Optional.empty(), Optional.empty()))
            .getFirst();
    assertEquals(NOW + 30_000, point.last().orElseThrow().timeMillis());
    Fleet.Gateway gateway = database.read(sql -> Fleet.gateways(sql, Optional.empty())).getFirst();
    assertEquals(OptionalLong.of(NOW + 30_000), gateway.presence().lastDataMillis());
  }

  @Test
  void placesAnAlertWithItsEvents() {
    keep(sender.event(DOUBTFUL, Samples.breach("a", Change.OPENED, 10_000, 9)));
    assertEquals(1000, alert().finding().openedAtMillis());
    keep(at(RIGHT, 30, 3));
    assertEquals(NOW + 1000, alert().finding().openedAtMillis());
    assertEquals(NOW + 10_000, alert().changedAtMillis());
    assertEquals("a", changed.getLast().id());
    // The gateway repeats the opening as it was stamped then.
    keep(sender.event(RIGHT, Samples.breach("a", Change.CLOSED, NOW + 40_000, 9)));
    assertEquals(NOW + 1000, alert().finding().openedAtMillis());
    assertEquals(OptionalLong.of(NOW + 40_000), alert().finding().closedAtMillis());
  }

  private Alert alert() {
    return database
        .read(sql -> Alerts.list(sql, AlertFilter.newest(10), Optional.empty()))
        .getFirst();
  }

  @Test
  void saysHowFarTheCounterMayHaveDrifted() {
    keep(at(DOUBTFUL, 10, 1), at(RIGHT, 100_010, 3));
    assertEquals(
        Optional.of(new Clocks.Doubt(Optional.of(Duration.ofSeconds(10)))), doubt(NOW + 10_000));
  }

  @Test
  void saysOfAGatewayWhetherItsClockIsInDoubtNow() {
    keep(at(DOUBTFUL, 10, 1));
    assertTrue(database.read(sql -> Clocks.now(sql, 1)).isPresent());
    keep(at(RIGHT, 30, 3));
    assertFalse(database.read(sql -> Clocks.now(sql, 1)).isPresent());
  }

  @Test
  void leavesWhereItIsWhatIsNoLongerKeptAsItCame() {
    keep(at(DOUBTFUL, 10, 1));
    Retention none = new Retention(Duration.ofMillis(1), 0, Duration.ofDays(36_500));
    assertEquals(1, step(none, NOW + 1000));
    keep(at(RIGHT, 30, 3));
    assertEquals(List.of(10_000L, NOW + 30_000), times());
  }

  @Test
  void deletesNoOldReadingThatMayYetBePlaced() {
    keep(at(DOUBTFUL, 10, 1));
    assertEquals(0, step(Retention.USUAL, NOW));
    assertEquals(List.of(10_000L), times());
  }
}
