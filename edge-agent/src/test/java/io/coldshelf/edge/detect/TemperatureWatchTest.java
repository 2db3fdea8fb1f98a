package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemperatureWatchTest {

  private static final PointId PROBE = new PointId("case-probe", "temperature");
  private static final Duration GAP = Duration.ofSeconds(30);
  private static final long T0 = 1_700_000_000_000L;

  private final Found found = new Found();

  private static Limit above(double celsius, Duration grace, Severity severity) {
    return new Limit(Side.ABOVE, celsius, false, grace, Optional.empty(), severity);
  }

  private static ProductClass rule(ProductClass.Basis basis, Limit... limits) {
    return new ProductClass(
        "chilled",
        "Chilled",
        basis,
        List.of(limits),
        Optional.empty(),
        new ProductClass.Recording(Duration.ofMinutes(5), Duration.ofMinutes(1), GAP),
        "test",
        "1");
  }

  private static TemperatureWatch watch(ProductClass rule) {
    return new TemperatureWatch("gw", "dairy-case", rule, Map.of(PROBE, GAP));
  }

  private TemperatureWatch minuteAboveSix() {
    return aboveSix(Duration.ofMinutes(1));
  }

  private static TemperatureWatch aboveSix(Duration grace) {
    return watch(rule(new ProductClass.Air(), above(6, grace, Severity.CRITICAL)));
  }

  private void feed(TemperatureWatch watch, long second, double celsius) {
    watch.accept(Reading.good(PROBE, T0 + second * 1000, celsius), found);
  }

  private void feed(TemperatureWatch watch, long from, long to, double celsius) {
    for (long second = from; second <= to; second += 10) {
      feed(watch, second, celsius);
    }
  }

  @Test
  void opensWhenTheLimitWasPassedForTheWholeGrace() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 50, 7);
    assertEquals(List.of(), found.events);
    feed(watch, 60, 7);
    Event opened = found.events.getFirst();
    assertEquals("io.coldshelf.temperature-breach.opened", opened.type());
    assertEquals(T0 + 60_000, opened.timeMillis());
    assertEquals("dairy-case", opened.subject());
  }

  @Test
  void theLimitItselfIsInsideUnlessTheRuleSaysOtherwise() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 300, 6.0);
    assertEquals(List.of(), found.events);
  }

  @Test
  void oneReadingInsideEndsTheRun() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 50, 7);
    feed(watch, 55, 5.5);
    feed(watch, 60, 110, 7);
    assertEquals(List.of(), found.events);
  }

  @Test
  void closesOnlyInsideByTheHysteresis() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 60, 7);
    feed(watch, 70, 5.8);
    assertEquals(1, found.events.size());
    feed(watch, 80, 5.5);
    Event closed = found.events.getLast();
    assertEquals(Change.CLOSED, closed.change());
    assertEquals(found.events.getFirst().finding().alert(), closed.finding().alert());
    assertEquals(T0 + 80_000, closed.finding().closedAtMillis().orElseThrow());
  }

  @Test
  void aGapBelongsToNoRun() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 20, 7);
    feed(watch, 3600, 7);
    assertEquals(List.of(), found.events, "20 s known, 30 s of the silence taken for known");
    feed(watch, 3610, 7);
    assertEquals(1, found.events.size());
  }

  @Test
  void aGapMendsNothing() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 60, 7);
    feed(watch, 7200, 7);
    assertEquals(List.of("io.coldshelf.temperature-breach.opened"), found.types());
  }

  @Test
  void badReadingsCountForNothing() {
    TemperatureWatch watch = minuteAboveSix();
    for (long second = 0; second <= 600; second += 10) {
      watch.accept(Reading.missing(PROBE, T0 + second * 1000, Quality.BAD_SENSOR_FAILURE), found);
    }
    assertEquals(List.of(), found.events);
  }

  @Test
  void lateReadingsDoNotStepBack() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 50, 7);
    feed(watch, 20, 4);
    feed(watch, 60, 7);
    assertEquals(1, found.events.size(), "the reading of second 20 came too late to end the run");
  }

  @Test
  void severityRisesWithTheGraverLimitAndNeverFalls() {
    TemperatureWatch watch =
        watch(
            rule(
                new ProductClass.Air(),
                above(6, Duration.ofMinutes(1), Severity.WARNING),
                above(10, Duration.ZERO, Severity.CRITICAL)));
    feed(watch, 0, 60, 7);
    feed(watch, 70, 80, 11);
    feed(watch, 90, 100, 7);
    assertEquals(
        List.of(
            "io.coldshelf.temperature-breach.opened", "io.coldshelf.temperature-breach.updated"),
        found.types());
    assertEquals(Severity.CRITICAL, found.events.getLast().finding().severity());
  }

  @Test
  void productsAreJudgedByTheirCore() {
    ProductClass core =
        rule(
            new ProductClass.Product(Duration.ofMinutes(45)),
            above(6, Duration.ZERO, Severity.CRITICAL));
    TemperatureWatch watch = watch(core);
    feed(watch, 0, 4);
    // T(t) = 12 - 8 e^(-t/45 min) passes 6 °C after 45 ln(8/6) = 12.9 min = 777 s.
    feed(watch, 10, 770, 12);
    assertEquals(List.of(), found.events);
    feed(watch, 780, 800, 12);
    assertEquals(1, found.events.size());
  }

  @Test
  void goesOnAfterARestartWithoutSayingAnythingTwice() {
    TemperatureWatch before = minuteAboveSix();
    feed(before, 0, 60, 7);
    Snapshot saved = new Snapshot();
    before.save(saved);
    TemperatureWatch after = minuteAboveSix();
    after.restore(Snapshot.of(saved.bytes()));
    feed(after, 70, 200, 7);
    assertEquals(1, found.events.size());
    feed(after, 210, 4);
    assertEquals(
        found.events.getFirst().finding().alert(), found.events.getLast().finding().alert());
  }

  @Test
  void aRunGoesOnAcrossARestart() {
    TemperatureWatch before = minuteAboveSix();
    feed(before, 0, 50, 7);
    Snapshot saved = new Snapshot();
    before.save(saved);
    TemperatureWatch after = minuteAboveSix();
    after.restore(Snapshot.of(saved.bytes()));
    feed(after, 60, 7);
    assertEquals(1, found.of(EventKind.TEMPERATURE_BREACH, Change.OPENED).size());
  }

  @Test
  void everyOccurrenceHasItsOwnId() {
    TemperatureWatch watch = minuteAboveSix();
    List<String> ids = new ArrayList<>();
    feed(watch, 0, 60, 7);
    feed(watch, 70, 4);
    feed(watch, 80, 140, 7);
    found.events.forEach(event -> ids.add(event.id()));
    assertEquals(3, ids.stream().distinct().count());
    assertFalse(
        found.events.getLast().finding().alert().equals(found.events.getFirst().finding().alert()));
    assertTrue(ids.getFirst().startsWith("gw.temperature-breach.dairy-case.2023"), ids.getFirst());
  }

  @Test
  void aValueThatStandsAloneIsNoTemperature() {
    TemperatureWatch watch = aboveSix(Duration.ZERO);
    feed(watch, 0, 100, 4);
    feed(watch, 110, 30);
    feed(watch, 120, 200, 4);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aJumpThatStaysIsOneIntervalLaterAtMost() {
    TemperatureWatch watch = aboveSix(Duration.ZERO);
    feed(watch, 0, 100, 4);
    feed(watch, 110, 12);
    feed(watch, 120, 12.5);
    assertEquals(List.of("io.coldshelf.temperature-breach.opened"), found.types());
  }

  @Test
  void aSpikeTheOtherWayEndsNoRun() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 30, 7);
    feed(watch, 40, -20);
    feed(watch, 50, 60, 7);
    assertEquals(List.of("io.coldshelf.temperature-breach.opened"), found.types());
  }

  @Test
  void aBreachIsNeverFoundByAValueThatIsInside() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 50, 6.1);
    feed(watch, 60, 5.95);
    assertEquals(List.of(), found.events);
    feed(watch, 70, 6.1);
    assertEquals(List.of("io.coldshelf.temperature-breach.opened"), found.types());
  }

  @Test
  void valuesThatAreAnHourApartAreTakenForWhatTheyAre() {
    TemperatureWatch watch = aboveSix(Duration.ofHours(4));
    for (long hour = 0; hour < 40; hour++) {
      feed(watch, hour * 3600, hour % 4 == 3 ? 5.95 : 7);
    }
    assertEquals(List.of(), found.events);
  }

  @Test
  void oneValueThatIsInsideByChanceEndsNoRun() {
    TemperatureWatch watch = minuteAboveSix();
    feed(watch, 0, 30, 6.1);
    feed(watch, 40, 5.95);
    feed(watch, 50, 60, 6.1);
    assertEquals(List.of("io.coldshelf.temperature-breach.opened"), found.types());
  }
}
