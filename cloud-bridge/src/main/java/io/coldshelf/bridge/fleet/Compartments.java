package io.coldshelf.bridge.fleet;

import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.Alerts;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.PointId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the compartments stand now. */
public final class Compartments {

  private Compartments() {}

  /** How a compartment stands. */
  public enum State {
    /** Within its limits. */
    OK,
    /** Its temperature rule is broken. */
    BREACH,
    /** A probe gives no value, so nobody can vouch for it. */
    FAULT,
    /** Nothing recent is known. */
    UNKNOWN
  }

  /**
   * A compartment now.
   *
   * @param gateway whose
   * @param plan how it is configured
   * @param probes its probes with their newest readings
   * @param state how it stands
   * @param alert the open alert that says so
   */
  public record Compartment(
      Fleet.Gateway gateway,
      Reported.CompartmentPlan plan,
      List<Fleet.Point> probes,
      State state,
      Optional<String> alert) {}

  /**
   * Lists them.
   *
   * @param sql a connection
   * @param sites those that may be seen, as a JSON array; empty for all
   * @param now milliseconds since 1970
   * @return by site, gateway and the order of their configuration
   * @throws SQLException when the store cannot
   */
  public static List<Compartment> list(Sql sql, Optional<String> sites, long now)
      throws SQLException {
    List<Compartment> compartments = new ArrayList<>();
    for (Fleet.Gateway gateway : Fleet.gateways(sql, sites)) {
      if (gateway.reported().compartments().isEmpty()) {
        continue;
      }
      List<Fleet.Point> points =
          Fleet.points(
              sql,
              sites,
              Optional.of(gateway.topics().site()),
              Optional.of(gateway.topics().gateway()));
      List<Alert> open = Alerts.open(sql, gateway.number());
      for (Reported.CompartmentPlan plan : gateway.reported().compartments()) {
        compartments.add(compartment(gateway, plan, points, open, now));
      }
    }
    return compartments;
  }

  private static Compartment compartment(
      Fleet.Gateway gateway,
      Reported.CompartmentPlan plan,
      List<Fleet.Point> points,
      List<Alert> open,
      long now) {
    List<Fleet.Point> probes =
        points.stream().filter(point -> plan.probes().contains(point.point())).toList();
    Optional<String> breach =
        open.stream()
            .filter(alert -> alert.kind() == EventKind.TEMPERATURE_BREACH)
            .filter(alert -> alert.subject().equals(plan.name()))
            .map(Alert::id)
            .findFirst();
    Optional<String> fault =
        open.stream().filter(alert -> isFault(alert, plan)).map(Alert::id).findFirst();
    State state = State.OK;
    if (breach.isPresent()) {
      state = State.BREACH; // also while nothing is heard: it was not seen to end
    } else if (fault.isPresent()) {
      state = State.FAULT;
    } else if (!gateway.presence().isFresh(now) || probes.isEmpty()) {
      state = State.UNKNOWN;
    }
    return new Compartment(gateway, plan, probes, state, breach.or(() -> fault));
  }

  private static boolean isFault(Alert alert, Reported.CompartmentPlan plan) {
    if (alert.kind() != EventKind.SENSOR_FAULT && alert.kind() != EventKind.DEVICE_OFFLINE) {
      return false;
    }
    String subject = alert.subject();
    return subject.equals(plan.name())
        || plan.probes().stream()
            .map(PointId::toString)
            .anyMatch(probe -> probe.equals(subject) || probe.startsWith(subject + "/"));
  }
}
