package io.coldshelf.bridge.alert;

import io.coldshelf.bridge.store.Events;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.Event;
import io.coldshelf.wire.Topics;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that follows from one event, in one transaction. */
public final class EventLog {

  private EventLog() {}

  /**
   * Keeps an event, works out its alert and puts it into the outbox. Nothing happens for an event
   * that is here already.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param topics the gateway
   * @param event what it says
   * @param body the CloudEvent as it came
   * @param now milliseconds since 1970
   * @return the alert that it has changed, if it has
   * @throws SQLException when the store cannot
   */
  public static Optional<Alert> add(
      Sql sql, long gateway, Topics topics, Event event, byte[] body, long now)
      throws SQLException {
    OptionalLong number = Events.keep(sql, gateway, event, body);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    int _ = Outbox.put(sql, number.getAsLong(), gateway, event, now);
    return Alerts.apply(sql, gateway, topics, event);
  }
}
