package io.coldshelf.edge.detect;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Holds a compartment against the limits of its product class: a breach begins when one probe has
 * been past a limit for the whole grace, and has ended when all are back inside by the hysteresis.
 * Bad readings count for nothing; readings of uncertain accuracy do.
 */
public final class TemperatureWatch implements Detector {

  private static final String UNIT = "Cel";

  /** Air does not jump by so much more than noise, and in a second more; if it does, it stays. */
  private static final double JUMP_KELVIN = 3;

  private static final double JUMP_KELVIN_A_MILLI = 0.05 / 1000;

  private final String compartment;
  private final ProductClass rule;
  private final Map<PointId, Probe> probes = new LinkedHashMap<>();
  private final Alert breach;
  private final BreachForecast forecast;
  private Severity severity = Severity.INFO;

  /** One probe against all limits. */
  private static final class Probe {
    private final Cadence cadence;
    private final ProbeNoise noise = new ProbeNoise();
    private final Course course = new Course();
    private final Optional<CoreModel> core;
    private final List<RuleWatch> rules = new ArrayList<>();

    /** Those of them that a forecast can be made for. */
    private final List<LimitWatch> limits;

    /** The value that was believed last, and one that is not believed yet. */
    private double last = Double.NaN;

    private Optional<Reading> held = Optional.empty();

    Probe(ProductClass rule, long gapMillis) {
      cadence = new Cadence(gapMillis);
      core =
          switch (rule.basis()) {
            case ProductClass.Air _ -> Optional.empty();
            case ProductClass.Product goods -> Optional.of(new CoreModel(goods.tau().toMillis()));
          };
      limits = rule.limits().stream().map(LimitWatch::new).toList();
      rules.addAll(limits);
      rule.meanKinetic().ifPresent(limit -> rules.add(new MeanKineticWatch(limit)));
    }

    boolean isJump(Reading reading) {
      double most =
          JUMP_KELVIN
              + noise.margin()
              + JUMP_KELVIN_A_MILLI * cadence.silence(reading.timeMillis()).toMillis();
      return held.isEmpty() && Math.abs(reading.value() - last) > most;
    }

    /** The value after it is nearer to it than to the one before: it was no spike. */
    boolean isBorneOut(Reading jump, Reading next) {
      return Math.abs(next.value() - jump.value()) < Math.abs(next.value() - last);
    }

    void shift(long deltaMillis) {
      held =
          held.map(jump ->
              new Reading(
                  jump.point(), jump.timeMillis() + deltaMillis, jump.value(), jump.quality()));
      cadence.shift(deltaMillis);
      rules.forEach(watch -> watch.shift(deltaMillis));
    }

    void save(Snapshot into, String prefix) {
      cadence.save(into, prefix);
      noise.save(into, prefix + "noise.");
      course.save(into, prefix + "course.");
      if (!Double.isNaN(last)) {
        into.put(prefix + "value", last);
      }
      held.ifPresent(jump -> {
        into.put(prefix + "held", jump.value());
        into.put(prefix + "heldAt", jump.timeMillis());
      });
      core.ifPresent(model -> model.save(into, prefix + "core."));
      for (int i = 0; i < rules.size(); i++) {
        rules.get(i).save(into, prefix + i + ".");
      }
    }

    void restore(Snapshot from, String prefix, PointId point) {
      last = from.decimal(prefix + "value", Double.NaN);
      double jump = from.decimal(prefix + "held", Double.NaN);
      held =
          Double.isNaN(jump)
              ? Optional.empty()
              : Optional.of(Reading.good(point, from.number(prefix + "heldAt", 0), jump));
      cadence.restore(from, prefix);
      noise.restore(from, prefix + "noise.");
      course.restore(from, prefix + "course.");
      core.ifPresent(model -> model.restore(from, prefix + "core."));
      for (int i = 0; i < rules.size(); i++) {
        rules.get(i).restore(from, prefix + i + ".");
      }
    }
  }

  /**
   * For one compartment.
   *
   * @param gateway the gateway's id
   * @param compartment the compartment's name
   * @param rule what its goods ask for
   * @param probes the points that measure its air, each with the silence after which nothing is
   *     known of it
   */
  public TemperatureWatch(
      String gateway, String compartment, ProductClass rule, Map<PointId, Duration> probes) {
    this.compartment = compartment;
    this.rule = rule;
    this.breach = new Alert(gateway, EventKind.TEMPERATURE_BREACH, compartment);
    this.forecast = new BreachForecast(gateway, compartment, rule);
    probes.forEach((point, gap) -> this.probes.put(point, new Probe(rule, gap.toMillis())));
  }

  @Override
  public String key() {
    return "temperature/" + compartment;
  }

  @Override
  public void accept(Observation observation, Findings out) {
    if (!(observation instanceof Reading reading) || reading.quality().isBad()) {
      return;
    }
    Probe probe = probes.get(reading.point());
    if (probe == null || probe.cadence.isLate(reading.timeMillis())) {
      return;
    }
    if (probe.isJump(reading)) {
      // One that stands alone is no temperature; the next tells.
      probe.held = Optional.of(reading);
      return;
    }
    Optional<Reading> held = probe.held;
    probe.held = Optional.empty();
    if (held.isPresent() && probe.isBorneOut(held.get(), reading)) {
      judge(probe, held.get(), out);
    }
    judge(probe, reading, out);
  }

  private void judge(Probe probe, Reading reading, Findings out) {
    long elapsed = probe.cadence.silence(reading.timeMillis()).toMillis();
    long known = probe.cadence.advance(reading.timeMillis());
    probe.last = reading.value();
    double judged =
        probe.core.map(model -> model.accept(known, reading.value())).orElse(reading.value());
    probe.noise.accept(reading.value(), elapsed);
    // What the air does by chance the goods do not.
    double margin = probe.core.isPresent() ? 0 : probe.noise.margin();
    boolean changed = false;
    for (RuleWatch watch : probe.rules) {
      changed |= watch.accept(reading.timeMillis(), known, judged, margin);
    }
    if (changed) {
      decide(reading, judged, out);
    }
    probe.course.accept(known, reading.value());
    if (!breach.isOpen()) {
      forecast.judge(reading.point(), probe.course, reading.timeMillis(), probe.limits, out);
    }
  }

  private void decide(Reading reading, double judged, Findings out) {
    Optional<RuleWatch.Breach> gravest = gravest();
    if (gravest.isEmpty()) {
      if (breach.isOpen()) {
        out.event(breach.close(reading.timeMillis(), over(reading, judged)));
        severity = Severity.INFO;
      }
      return;
    }
    Severity now = gravest.get().severity();
    if (!breach.isOpen()) {
      severity = now;
      forecast.broken(reading.timeMillis(), out);
      out.event(breach.open(reading.timeMillis(), now, broken(reading, gravest.get())));
    } else if (now.compareTo(severity) > 0) {
      severity = now;
      out.event(breach.update(reading.timeMillis(), now, broken(reading, gravest.get())));
    }
  }

  private Optional<RuleWatch.Breach> gravest() {
    return probes.values().stream()
        .flatMap(probe -> probe.rules.stream())
        .filter(RuleWatch::isBroken)
        .map(RuleWatch::breach)
        .reduce((a, b) -> b.severity().compareTo(a.severity()) > 0 ? b : a);
  }

  private Statement broken(Reading reading, RuleWatch.Breach passed) {
    String reason =
        String.format(
            Locale.ROOT,
            "%s: %s %s (air at %s is %.1f °C).",
            compartment,
            subjectOfRule(),
            passed.words(),
            reading.point(),
            reading.value());
    String suggestion =
        passed.side() == Side.ABOVE
            ? "Close the door, check the cooling, and move the goods if it does not recover."
            : "Check the thermostat; goods that must not freeze should be moved.";
    return new Statement(
        reason,
        Optional.of(measure(passed.value(), passed.limit(), OptionalDouble.of(passed.worst()))),
        evidence(rule, Optional.of(suggestion)));
  }

  private Statement over(Reading reading, double judged) {
    Limit limit = rule.limits().getFirst();
    return new Statement(
        String.format(
            Locale.ROOT,
            "%s: %s is back within limits (%s is %.1f °C).",
            compartment,
            subjectOfRule(),
            reading.point(),
            reading.value()),
        Optional.of(measure(judged, limit.celsius(), OptionalDouble.empty())),
        evidence(rule, Optional.empty()));
  }

  private String subjectOfRule() {
    return switch (rule.basis()) {
      case ProductClass.Air _ -> "air";
      case ProductClass.Product _ -> "product core (estimated)";
    };
  }

  /** The rule that it is about, and what to do. */
  static Evidence evidence(ProductClass rule, Optional<String> suggestion) {
    return new Evidence(
        Optional.empty(),
        Optional.of(rule.name() + ": " + rule.source()),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        List.of(),
        suggestion);
  }

  static Measure measure(double value, double limit, OptionalDouble worst) {
    return new Measure(
        tenths(value),
        UNIT,
        OptionalDouble.of(limit),
        worst.isPresent() ? OptionalDouble.of(tenths(worst.getAsDouble())) : worst);
  }

  /** A core temperature is an estimate: more than a tenth of a kelvin would be invented. */
  static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  @Override
  public long deadline() {
    return NEVER;
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    // A rule is found broken by a value, never by the clock.
  }

  @Override
  public void shift(long deltaMillis) {
    breach.shift(deltaMillis);
    forecast.shift(deltaMillis);
    probes.values().forEach(probe -> probe.shift(deltaMillis));
  }

  @Override
  public void save(Snapshot into) {
    breach.save(into, "breach.");
    forecast.save(into, "forecast.");
    into.put("severity", severity.name());
    probes.forEach((point, probe) -> probe.save(into, "probe." + point + "."));
  }

  @Override
  public void restore(Snapshot from) {
    breach.restore(from, "breach.");
    forecast.restore(from, "forecast.", probes.keySet());
    severity =
        from.text("severity")
            .flatMap(name -> Severity.ofCode(name.toLowerCase(Locale.ROOT)))
            .orElse(Severity.INFO);
    probes.forEach((point, probe) -> probe.restore(from, "probe." + point + ".", point));
  }
}
