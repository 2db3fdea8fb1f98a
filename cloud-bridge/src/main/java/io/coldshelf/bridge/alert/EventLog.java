package io.coldshelf.bridge.alert;

import io.coldshelf.bridge.store.Clocks;
import io.coldshelf.bridge.store.Events;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.bridge.store.Unfolding;
import io.coldshelf.model.Event;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Topics;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that follows from one event, in one transaction. */
public final class EventLog {

  private EventLog() {}

  /**
   * Keeps an event of a clock that is right; see {@link #add(Sql, long, Topics, Event, byte[],
   * long, Optional)}.
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
    return add(sql, gateway, topics, event, body, now, Optional.empty());
  }

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
   * @param clock by which clock it was stamped, where it is known
   * @return the alert that it has changed, if it has
   * @throws SQLException when the store cannot
   */
  public static Optional<Alert> add(
      Sql sql,
      long gateway,
      Topics topics,
      Event event,
      byte[] body,
      long now,
      Optional<ClockState> clock)
      throws SQLException {
    OptionalLong number = Events.keep(sql, gateway, event, body);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    int _ = Outbox.put(sql, number.getAsLong(), gateway, event, now);
    Event placed = event;
    if (clock.isPresent()) {
      Unfolding.Shift shift =
          Clocks.note(
              sql,
              gateway,
              clock.get(),
              new Unfolding.Span(event.timeMillis(), event.timeMillis()),
              Clocks.Content.event(number.getAsLong()));
      if (shift.millis() != 0) {
        Events.shift(sql, number.getAsLong(), shift.millis());
        placed = Alerts.placed(event, shift.millis());
      }
    }
    return Alerts.apply(sql, gateway, topics, placed);
  }

  /**
   * Places an event anew, and its alert with it.
   *
   * @param sql within a transaction
   * @param number the event's number
   * @param shiftMillis what is added to the times in its body
   * @return the alert as it is now, if the event is about one
   * @throws SQLException when the store cannot
   */
  public static Optional<Alert> move(Sql sql, long number, long shiftMillis) throws SQLException {
    Events.shift(sql, number, shiftMillis);
    Optional<Moved> moved =
        sql.first(
            "select gateway, body from event where seq=?",
            row -> new Moved(row.whole("gateway"), CloudEvent.read(row.bytes("body")).event()),
            number);
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    long gateway = moved.get().gateway();
    return Alerts.anew(
        sql,
        gateway,
        Gateways.named(sql, gateway),
        Alerts.placed(moved.get().event(), shiftMillis));
  }

  private record Moved(long gateway, Event event) {}
}
