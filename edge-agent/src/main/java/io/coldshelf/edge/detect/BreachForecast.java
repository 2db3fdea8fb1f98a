package io.coldshelf.edge.detect;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Measure;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says that a compartment is about to break its rule, and in how long: where the air of a probe
 * rises as it never did before it came back by itself ({@link Course}), and would, if that goes on,
 * use up a limit's time.
 *
 * <p>Nothing else hangs on it: a breach is found without it, at the same moment.
 */
final class BreachForecast {

  /** What is farther off than this nobody acts on. */
  private static final long HORIZON_MILLIS = Duration.ofHours(4).toMillis();

  private static final double HOUR_MILLIS = 3_600_000;
  private static final long MINUTE_MILLIS = 60_000;

  /** Slower than this is no failure that a forecast of hours could tell of, in kelvin an hour. */
  private static final double LEAST_SLOPE = 0.2;

  private final String compartment;
  private final ProductClass rule;
  private final Alert alert;

  /** Whose air the open alert is about. */
  private Optional<PointId> about = Optional.empty();

  BreachForecast(String gateway, String compartment, ProductClass rule) {
    this.compartment = compartment;
    this.rule = rule;
    this.alert = new Alert(gateway, EventKind.TEMPERATURE_PREDICTED, compartment);
  }

  /** Looks, by the course of a probe's air, how near its limits are to being broken. */
  void judge(PointId probe, Course course, long atMillis, List<LimitWatch> limits, Findings out) {
    if (alert.isOpen()) {
      if (about.filter(probe::equals).isPresent() && course.isOrdinary()) {
        out.event(alert.close(atMillis, recovered(probe, course)));
      }
      return;
    }
    double slope = course.slopePerMilli();
    if (slope * HOUR_MILLIS < LEAST_SLOPE || !course.isUnexplained()) {
      return;
    }
    long left = HORIZON_MILLIS + 1;
    Optional<LimitWatch> first = Optional.empty();
    for (LimitWatch limit : limits) {
      long its = limit.leftMillis(course.level(), slope, tauMillis());
      if (its < left) {
        left = its;
        first = Optional.of(limit);
      }
    }
    if (first.isPresent()) {
      about = Optional.of(probe);
      out.event(
          alert.open(
              atMillis, Severity.WARNING, predicted(probe, course, first.get().limit(), left)));
    }
  }

  /** What was foretold has come. */
  void broken(long atMillis, Findings out) {
    if (alert.isOpen()) {
      out.event(
          alert.close(
              atMillis, Statement.of(compartment + ": what was predicted has become a breach.")));
    }
  }

  private double tauMillis() {
    return switch (rule.basis()) {
      case ProductClass.Air _ -> 0;
      case ProductClass.Product goods -> (double) goods.tau().toMillis();
    };
  }

  private Statement predicted(
      PointId probe, Course course, ProductClass.Limit limit, long leftMillis) {
    // To the minute: more would be invented.
    Duration left = Duration.ofMinutes((leftMillis + MINUTE_MILLIS - 1) / MINUTE_MILLIS);
    String reason =
        String.format(
            Locale.ROOT,
            "%s: air at %s is %.1f °C and rises by %.1f K an hour, as no defrost or door there ever"
                + " did; so the limit of %.1f °C (%s) is broken in about %s.",
            compartment,
            probe,
            course.level(),
            course.slopePerMilli() * HOUR_MILLIS,
            limit.celsius(),
            rule.basis() instanceof ProductClass.Air ? "air" : "product core, estimated",
            left.isZero() ? "a minute" : RuleWatch.words(left));
    return new Statement(
        reason,
        Optional.of(measure(course.level(), limit.celsius())),
        TemperatureWatch.evidence(
            rule,
            Optional.of(
                "See whether the cooling runs and the door is shut; get a cold place ready for the"
                    + " goods.")));
  }

  private Statement recovered(PointId probe, Course course) {
    return new Statement(
        String.format(
            Locale.ROOT,
            "%s: air at %s is %.1f °C, no warmer than usual.",
            compartment,
            probe,
            course.level()),
        Optional.of(measure(course.level(), course.top())),
        Evidence.NONE);
  }

  private static Measure measure(double celsius, double limit) {
    return TemperatureWatch.measure(
        celsius, TemperatureWatch.tenths(limit), OptionalDouble.empty());
  }

  void shift(long deltaMillis) {
    alert.shift(deltaMillis);
  }

  void save(Snapshot into, String prefix) {
    alert.save(into, prefix + "alert.");
    about.ifPresent(probe -> into.put(prefix + "about", probe.toString()));
  }

  void restore(Snapshot from, String prefix, Collection<PointId> probes) {
    alert.restore(from, prefix + "alert.");
    String named = from.text(prefix + "about").orElse("");
    about = probes.stream().filter(probe -> probe.toString().equals(named)).findFirst();
  }
}
