package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass;
import io.coldshelf.profile.ProductClass.Cumulative;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.MeanKineticLimit;
import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Rules that look back over a window: time past a limit in sum, mean kinetic temperature. */
class SummedRulesTest {

  private static final PointId PROBE = new PointId("box-probe", "temperature");
  private static final Duration GAP = Duration.ofMinutes(15);
  private static final long T0 = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;

  private final Found found = new Found();

  private static TemperatureWatch watch(List<Limit> limits, Optional<MeanKineticLimit> mean) {
    ProductClass rule =
        new ProductClass(
            "box",
            "Box",
            new ProductClass.Air(),
            limits,
            mean,
            new ProductClass.Recording(Duration.ofMinutes(5), Duration.ofMinutes(1), GAP),
            "test",
            "1");
    return new TemperatureWatch("gw", "box", rule, Map.of(PROBE, GAP));
  }

  /** One hour above 8 °C in sum is allowed within ten hours, and half an hour in one run if so. */
  private static TemperatureWatch hourInTen(Duration grace) {
    Cumulative within = new Cumulative(Duration.ofHours(1), Duration.ofHours(10));
    return watch(
        List.of(new Limit(Side.ABOVE, 8, false, grace, Optional.of(within), Severity.CRITICAL)),
        Optional.empty());
  }

  private static TemperatureWatch atMostEightInTheMean(OptionalDouble upTo) {
    Limit far =
        new Limit(Side.ABOVE, 90, false, Duration.ZERO, Optional.empty(), Severity.CRITICAL);
    return watch(List.of(far), Optional.of(new MeanKineticLimit(8, Duration.ofHours(24), upTo)));
  }

  private void feed(TemperatureWatch watch, long fromMinute, long toMinute, double celsius) {
    for (long minute = fromMinute; minute <= toMinute; minute += 5) {
      watch.accept(Reading.good(PROBE, T0 + minute * MINUTE, celsius), found);
    }
  }

  private List<Long> minutes() {
    return found.events.stream().map(event -> (event.timeMillis() - T0) / MINUTE).toList();
  }

  @Test
  void runsAreSummed() {
    TemperatureWatch watch = hourInTen(Duration.ZERO);
    feed(watch, 0, 40, 9);
    feed(watch, 45, 100, 5);
    feed(watch, 105, 140, 9);
    // 40 min in the first run, the rest from minute 105 on.
    assertEquals(List.of(125L), minutes());
    assertTrue(
        found.events.getFirst().finding().reason().contains("for 1 h in sum within 10 h"),
        found.events.getFirst().finding().reason());
  }

  @Test
  void aSumGoesOnWhateverTheTimeOfDayIsSetTo() {
    TemperatureWatch watch = hourInTen(Duration.ZERO);
    long tenYears = Duration.ofDays(3652).toMinutes();
    feed(watch, 0, 40, 9);
    watch.shift(-tenYears * MINUTE);
    feed(watch, 45 - tenYears, 100 - tenYears, 9);
    assertEquals(List.of(60 - tenYears), minutes());
  }

  @Test
  void aPassingMomentIsNoBreachOfASum() {
    TemperatureWatch watch = hourInTen(Duration.ZERO);
    feed(watch, 0, 55, 9);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aUsedUpSumMakesEveryFurtherValueABreach() {
    TemperatureWatch watch = hourInTen(Duration.ZERO);
    feed(watch, 0, 60, 9);
    feed(watch, 65, 120, 5);
    feed(watch, 125, 125, 9);
    assertEquals(List.of(60L, 65L, 125L), minutes());
    assertEquals(Change.OPENED, found.events.getLast().change());
  }

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    TemperatureWatch watch = hourInTen(Duration.ZERO);
    feed(watch, 0, 50, 9);
    feed(watch, 55, 665, 5);
    feed(watch, 670, 720, 9);
    assertEquals(List.of(), found.events);
    feed(watch, 725, 730, 9);
    assertEquals(List.of(730L), minutes());
  }

  @Test
  void aGapAddsNoMoreThanTheSilenceThatIsNoneYet() {
    TemperatureWatch watch = hourInTen(Duration.ZERO);
    feed(watch, 0, 30, 9);
    feed(watch, 300, 300, 9);
    assertEquals(List.of(), found.events, "30 min known, 15 of the silence taken for known");
    feed(watch, 305, 315, 9);
    assertEquals(List.of(315L), minutes());
  }

  @Test
  void theWayBetweenInsideAndOutsideCountsForNothing() {
    TemperatureWatch watch = hourInTen(Duration.ZERO);
    for (long minute = 0; minute < 600; minute += 10) {
      feed(watch, minute, minute, 9);
      feed(watch, minute + 5, minute + 5, 5);
    }
    assertEquals(List.of(), found.events);
  }

  @Test
  void oneRunMayBeAllowedLessThanTheSum() {
    TemperatureWatch watch = hourInTen(Duration.ofMinutes(30));
    feed(watch, 0, 60, 9);
    assertEquals(List.of(30L), minutes());
  }

  @Test
  void theSumGoesOnAcrossARestart() {
    TemperatureWatch before = hourInTen(Duration.ZERO);
    feed(before, 0, 40, 9);
    Snapshot saved = new Snapshot();
    before.save(saved);
    TemperatureWatch after = hourInTen(Duration.ZERO);
    after.restore(Snapshot.of(saved.bytes()));
    feed(after, 45, 60, 9);
    assertEquals(List.of(60L), minutes());
  }

  @Test
  void theSumIsKeptInBoundedSpace() {
    SlidingSum sum = new SlidingSum(Duration.ofDays(30).toMillis());
    for (long second = 0; second < Duration.ofDays(90).toSeconds(); second += 600) {
      sum.add(T0 + second * 1000, 600_000, 1);
    }
    Snapshot saved = new Snapshot();
    sum.save(saved, "");
    assertTrue(saved.under("").size() <= 101, "buckets: " + saved.under("").size());
    long end = T0 + Duration.ofDays(90).toMillis();
    assertEquals(30 * 24.0, sum.at(end) / 3_600_000, 30 * 24 * 0.011);
  }

  @Test
  void theMeanKineticTemperatureIsThePublishedOne() throws IOException {
    for (String line : Files.readAllLines(Vectors.oracle("mkt/vectors.tsv"))) {
      String[] columns = line.split("\t", -1);
      // ΔH/R = 10 000 K is the one that the rule is defined with; one line is a known misprint.
      if (!line.startsWith("#") && columns[1].equals("83144.72") && !line.contains("WRONG")) {
        assertEquals(Double.parseDouble(columns[3]), mean(columns[0]), 0.05, line);
      }
    }
  }

  @Test
  void theMeanKineticTemperatureOfTheWorkedDayIsHigherThanItsMean() {
    assertEquals(8.29, mean("5:18,14:6"), 0.005);
  }

  private static double mean(String course) {
    MeanKineticWatch watch =
        new MeanKineticWatch(
            new MeanKineticLimit(99, Duration.ofHours(24), OptionalDouble.empty()));
    long hour = 0;
    // So that half the window is known whatever the course is: it is run through again and again,
    // until just before the window begins to forget.
    String[] steps = course.split(",", -1);
    long length = 0;
    for (String step : steps) {
      length += Long.parseLong(step.split(":", 2)[1]);
    }
    double celsius = 0;
    for (long round = 0; round < 24 / length; round++) {
      for (String step : steps) {
        celsius = Double.parseDouble(step.split(":", 2)[0]);
        long hours = Long.parseLong(step.split(":", 2)[1]);
        watch.accept(T0 + hour * 3_600_000, 0, celsius, 0);
        hour += hours;
        watch.accept(T0 + hour * 3_600_000, hours * 3_600_000, celsius, 0);
      }
    }
    return watch.mean();
  }

  @Test
  void aMeanIsABreachOnceItIsPast() {
    TemperatureWatch watch = atMostEightInTheMean(OptionalDouble.empty());
    feed(watch, 0, 18 * 60, 5);
    feed(watch, 18 * 60 + 5, 24 * 60, 14);
    assertEquals(1, found.events.size());
    Event opened = found.events.getFirst();
    assertEquals(8.0, opened.finding().measure().orElseThrow().limit().orElseThrow());
    assertTrue(
        opened.finding().reason().contains("in the mean kinetic temperature of 24 h"),
        opened.finding().reason());
  }

  @Test
  void aMeanOfTooLittleIsNone() {
    TemperatureWatch watch = atMostEightInTheMean(OptionalDouble.empty());
    feed(watch, 0, 11 * 60, 9);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aMeanThatFallsAgainEndsTheBreach() {
    TemperatureWatch watch = atMostEightInTheMean(OptionalDouble.empty());
    feed(watch, 0, 12 * 60, 9);
    assertEquals(1, found.events.size());
    feed(watch, 12 * 60 + 5, 40 * 60, 4);
    assertEquals(
        List.of("io.coldshelf.temperature-breach.opened", "io.coldshelf.temperature-breach.closed"),
        found.types());
  }

  @Test
  void whatNoSingleValueMayPassIsJudgedAtOnce() {
    TemperatureWatch watch = atMostEightInTheMean(OptionalDouble.of(15));
    feed(watch, 0, 0, 15);
    assertEquals(List.of(), found.events);
    feed(watch, 5, 5, 15.1);
    feed(watch, 10, 10, 14.4);
    assertEquals(List.of(5L, 10L), minutes());
  }
}
