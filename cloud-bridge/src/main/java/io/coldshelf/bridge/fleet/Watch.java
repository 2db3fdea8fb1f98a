package io.coldshelf.bridge.fleet;

import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.Alerts;
import io.coldshelf.bridge.alert.EventLog;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Severity;
import io.coldshelf.wire.CloudEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Raises {@code gateway-offline}, and ends it when the gateway is back. */
public final class Watch {

  /** A gateway that reconnects within this time was never away. */
  public static final Duration DEBOUNCE = Duration.ofSeconds(15);

  private Watch() {}

  /**
   * Looks at all gateways.
   *
   * @param sql within a transaction
   * @param now milliseconds since 1970
   * @param connectedMillis since when the bridge itself hears anything; silence before that proves
   *     nothing
   * @return the alerts that were opened or closed
   * @throws SQLException when the store cannot
   */
  public static List<Alert> look(Sql sql, long now, long connectedMillis) throws SQLException {
    List<Alert> changed = new ArrayList<>();
    for (Fleet.Gateway gateway : Fleet.gateways(sql, Optional.empty())) {
      Optional<Alert> open = openAlert(sql, gateway);
      Presence presence = heard(gateway.presence(), connectedMillis);
      boolean online = presence.isOnline(now);
      long since = presence.since(now);
      if (online && open.isPresent()) {
        raise(sql, gateway, closed(gateway, open.get().finding(), now), now)
            .ifPresent(changed::add);
      } else if (!online && open.isEmpty() && now - since >= DEBOUNCE.toMillis()) {
        raise(sql, gateway, opened(gateway, presence, since), now).ifPresent(changed::add);
      }
    }
    return changed;
  }

  private static Presence heard(Presence presence, long connectedMillis) {
    return new Presence(
        presence.saysOnline(),
        presence.sinceMillis(),
        Math.max(presence.heardMillis(), connectedMillis),
        presence.lastDataMillis());
  }

  private static Optional<Alert> openAlert(Sql sql, Fleet.Gateway gateway) throws SQLException {
    return Alerts.open(sql, gateway.number()).stream()
        .filter(alert -> alert.kind() == EventKind.GATEWAY_OFFLINE)
        .findFirst();
  }

  private static Event opened(Fleet.Gateway gateway, Presence presence, long since) {
    String name = gateway.topics().gateway();
    String alert =
        String.join(".", "gateway-offline", gateway.topics().site(), name, Long.toString(since));
    String reason =
        presence.saysOnline()
            ? "Nothing was heard of " + name + " for " + Presence.SILENCE.toMinutes() + " minutes."
            : name + " has lost its connection to the bridge.";
    Finding finding =
        new Finding(
            alert,
            Severity.WARNING,
            since,
            OptionalLong.empty(),
            reason,
            Optional.empty(),
            Evidence.suggesting(
                "Check its power and network; it keeps measuring and sends what it has when it is"
                    + " back."));
    return event(gateway, Change.OPENED, since, finding);
  }

  private static Event closed(Fleet.Gateway gateway, Finding opened, long now) {
    Finding finding =
        new Finding(
            opened.alert(),
            Severity.WARNING,
            opened.openedAtMillis(),
            OptionalLong.of(now),
            gateway.topics().gateway() + " is connected again.",
            Optional.empty(),
            Evidence.NONE);
    return event(gateway, Change.CLOSED, now, finding);
  }

  private static Event event(Fleet.Gateway gateway, Change change, long time, Finding finding) {
    return new Event(
        finding.alert() + "." + change.code(),
        EventKind.GATEWAY_OFFLINE,
        change,
        gateway.topics().gateway(),
        time,
        finding);
  }

  private static Optional<Alert> raise(Sql sql, Fleet.Gateway gateway, Event event, long now)
      throws SQLException {
    byte[] body = new CloudEvent(gateway.topics().source(), event).toJson();
    return EventLog.add(sql, gateway.number(), gateway.topics(), event, body, now);
  }
}
