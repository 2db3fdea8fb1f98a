package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BreachForecastTest {

  private static final PointId PROBE = new PointId("probe", "temperature");
  private static final long T0 = 1_700_000_000_000L;
  private static final int STEP = 30;
  private static final int HOUR = 3600;
  private static final Duration GAP = Duration.ofMinutes(2);

  private final Found found = new Found();

  private static TemperatureWatch watch(ProductClass.Basis basis, Duration grace) {
    Limit limit = new Limit(Side.ABOVE, 8, false, grace, Optional.empty(), Severity.CRITICAL);
    return new TemperatureWatch(
        "gw",
        "room",
        new ProductClass(
            "chilled",
            "Chilled",
            basis,
            List.of(limit),
            Optional.empty(),
            new ProductClass.Recording(Duration.ofMinutes(5), Duration.ofMinutes(1), GAP),
            "test",
            "1"),
        Map.of(PROBE, GAP));
  }

  private static TemperatureWatch airForAnHour() {
    return watch(new ProductClass.Air(), Duration.ofHours(1));
  }

  /** A compressor that cycles about 3 °C, and every eight hours a defrost of half an hour. */
  private static double healthy(int second) {
    double phase = second % 1800 / 900.0;
    double cycle = phase < 1 ? phase : 2 - phase;
    int defrost = second % (8 * HOUR);
    double rise = defrost < 1800 ? defrost / 300.0 : Math.max(0, 6 - (defrost - 1800) / 100.0);
    return 2.5 + cycle + rise;
  }

  private TemperatureWatch play(
      TemperatureWatch watch,
      int from,
      int to,
      double atStart,
      double kelvinAnHour,
      UnaryOperator<TemperatureWatch> between) {
    TemperatureWatch now = watch;
    for (int second = from; second < to; second += STEP) {
      double celsius =
          Double.isNaN(atStart) ? healthy(second) : atStart + kelvinAnHour * (second - from) / HOUR;
      now.accept(Reading.good(PROBE, T0 + second * 1000L, celsius), found);
      now = between.apply(now);
    }
    return now;
  }

  private TemperatureWatch healthy(TemperatureWatch watch, int from, int to) {
    return play(watch, from, to, Double.NaN, 0, UnaryOperator.identity());
  }

  private List<Event> predicted(Change change) {
    return found.of(EventKind.TEMPERATURE_PREDICTED, change);
  }

  @Test
  void aFailureIsToldBeforeTheRuleIsBroken() {
    TemperatureWatch watch = healthy(airForAnHour(), 0, 47 * HOUR);
    play(watch, 47 * HOUR, 50 * HOUR, 2.5, 4, UnaryOperator.identity());
    Event told = predicted(Change.OPENED).getFirst();
    Event breach = found.of(EventKind.TEMPERATURE_BREACH, Change.OPENED).getFirst();
    assertEquals(1, predicted(Change.OPENED).size());
    assertTrue(
        told.timeMillis() <= breach.timeMillis() - Duration.ofMinutes(30).toMillis(),
        told + " " + breach);
    assertTrue(told.finding().reason().contains("rises by 4.0 K an hour"), told.finding().reason());
    assertEquals(breach.timeMillis(), predicted(Change.CLOSED).getFirst().timeMillis());
  }

  @Test
  void theTimeLeftIsThatOfTheGoods() {
    TemperatureWatch watch =
        healthy(watch(new ProductClass.Product(Duration.ofHours(1)), Duration.ZERO), 0, 47 * HOUR);
    play(watch, 47 * HOUR, 51 * HOUR, 2.5, 4, UnaryOperator.identity());
    Event told = predicted(Change.OPENED).getFirst();
    Event breach = found.of(EventKind.TEMPERATURE_BREACH, Change.OPENED).getFirst();
    long left = Math.ceilDiv(breach.timeMillis() - told.timeMillis(), 60_000L);
    String words = RuleWatch.words(Duration.ofMinutes(left));
    assertTrue(
        told.finding().reason().contains("broken in about " + words + "."),
        left + " " + told.finding().reason());
  }

  @Test
  void cyclesAndDefrostsAreForetoldAsNothing() {
    healthy(airForAnHour(), 0, 7 * 24 * HOUR);
    assertEquals(List.of(), found.types());
  }

  @Test
  void whatRecoversIsClosed() {
    TemperatureWatch watch = healthy(airForAnHour(), 0, 47 * HOUR);
    watch = play(watch, 47 * HOUR, 48 * HOUR, 2.5, 4, UnaryOperator.identity());
    healthy(watch, 48 * HOUR + HOUR, 52 * HOUR);
    assertEquals(1, predicted(Change.OPENED).size());
    assertEquals(1, predicted(Change.CLOSED).size());
    assertTrue(predicted(Change.CLOSED).getFirst().finding().reason().contains("no warmer"));
  }

  @Test
  void aRestartChangesNothing() {
    TemperatureWatch watch = healthy(airForAnHour(), 0, 47 * HOUR);
    play(watch, 47 * HOUR, 50 * HOUR, 2.5, 4, UnaryOperator.identity());
    List<Event> straight = List.copyOf(found.events);
    found.events.clear();
    UnaryOperator<TemperatureWatch> restart =
        old -> {
          Snapshot saved = new Snapshot();
          old.save(saved);
          TemperatureWatch fresh = airForAnHour();
          fresh.restore(Snapshot.of(saved.bytes()));
          return fresh;
        };
    TemperatureWatch again = play(airForAnHour(), 0, 47 * HOUR, Double.NaN, 0, restart);
    play(again, 47 * HOUR, 50 * HOUR, 2.5, 4, restart);
    assertEquals(straight, found.events);
  }
}
