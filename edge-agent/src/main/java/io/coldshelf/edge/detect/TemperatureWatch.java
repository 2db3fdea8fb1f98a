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

  private final String compartment;
  private final ProductClass rule;
  private final Map<PointId, Probe> probes = new LinkedHashMap<>();
  private final Alert breach;
  private Severity severity = Severity.INFO;

  /** One probe against all limits. */
  private static final class Probe {
    private final Cadence cadence;
    private final Optional<CoreModel> core;
    private final List<RuleWatch> rules;

    Probe(ProductClass rule, long gapMillis) {
      cadence = new Cadence(gapMillis);
      core =
          switch (rule.basis()) {
            case ProductClass.Air _ -> Optional.empty();
            case ProductClass.Product goods -> Optional.of(new CoreModel(goods.tau().toMillis()));
          };
      rules = new ArrayList<>();
      rule.limits().forEach(limit -> rules.add(new LimitWatch(limit)));
      rule.meanKinetic().ifPresent(limit -> rules.add(new MeanKineticWatch(limit)));
    }

    void shift(long deltaMillis) {
      cadence.shift(deltaMillis);
      rules.forEach(watch -> watch.shift(deltaMillis));
    }

    void save(Snapshot into, String prefix) {
      cadence.save(into, prefix);
      core.ifPresent(model -> model.save(into, prefix + "core."));
      for (int i = 0; i < rules.size(); i++) {
        rules.get(i).save(into, prefix + i + ".");
      }
    }

    void restore(Snapshot from, String prefix) {
      cadence.restore(from, prefix);
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
    long known = probe.cadence.advance(reading.timeMillis());
    double judged =
        probe.core.map(model -> model.accept(known, reading.value())).orElse(reading.value());
    boolean changed = false;
    for (RuleWatch watch : probe.rules) {
      changed |= watch.accept(reading.timeMillis(), known, judged);
    }
    if (changed) {
      decide(reading, judged, out);
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
        evidence(Optional.of(suggestion)));
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
        evidence(Optional.empty()));
  }

  private String subjectOfRule() {
    return switch (rule.basis()) {
      case ProductClass.Air _ -> "air";
      case ProductClass.Product _ -> "product core (estimated)";
    };
  }

  private Evidence evidence(Optional<String> suggestion) {
    return new Evidence(
        Optional.empty(),
        Optional.of(rule.name() + ": " + rule.source()),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        List.of(),
        suggestion);
  }

  private static Measure measure(double value, double limit, OptionalDouble worst) {
    return new Measure(
        tenths(value),
        UNIT,
        OptionalDouble.of(limit),
        worst.isPresent() ? OptionalDouble.of(tenths(worst.getAsDouble())) : worst);
  }

  /** A core temperature is an estimate: more than a tenth of a kelvin would be invented. */
  private static double tenths(double value) {
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
    probes.values().forEach(probe -> probe.shift(deltaMillis));
  }

  @Override
  public void save(Snapshot into) {
    breach.save(into, "breach.");
    into.put("severity", severity.name());
    probes.forEach((point, probe) -> probe.save(into, "probe." + point + "."));
  }

  @Override
  public void restore(Snapshot from) {
    breach.restore(from, "breach.");
    severity =
        from.text("severity")
            .flatMap(name -> Severity.ofCode(name.toLowerCase(Locale.ROOT)))
            .orElse(Severity.INFO);
    probes.forEach((point, probe) -> probe.restore(from, "probe." + point + "."));
  }
}
