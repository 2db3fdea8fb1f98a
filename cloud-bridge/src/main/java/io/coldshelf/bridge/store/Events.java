package io.coldshelf.bridge.store;

import io.coldshelf.model.Event;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Every event, once, as the bytes in which it came; and what could not be read. */
public final class Events {

  private Events() {}

  /**
   * Keeps an event.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param event what it says
   * @param body the CloudEvent as it came
   * @return its number, or nothing when it was here before
   * @throws SQLException when the store cannot
   */
  public static OptionalLong keep(Sql sql, long gateway, Event event, byte[] body)
      throws SQLException {
    int inserted =
        sql.update(
            "insert or ignore into event(gateway, id, alert, kind, change, subject, time, body)"
                + " values(?,?,?,?,?,?,?,?)",
            gateway,
            event.id(),
            event.finding().alert(),
            event.kind().code(),
            event.change().code(),
            event.subject(),
            event.timeMillis(),
            body);
    if (inserted == 0) {
      return OptionalLong.empty();
    }
    Totals.count(sql, Totals.EVENTS, 1);
    return OptionalLong.of(
        sql.number("select seq as n from event where gateway=? and id=?", gateway, event.id()));
  }

  /**
   * Sets a message aside that cannot be read, so that it blocks nothing and is not lost.
   *
   * @param sql within a transaction
   * @param topic where it came
   * @param reason why it cannot be read
   * @param payload the bytes as they came
   * @param now milliseconds since 1970
   * @throws SQLException when the store cannot
   */
  public static void reject(Sql sql, String topic, String reason, byte[] payload, long now)
      throws SQLException {
    sql.update(
        "insert into rejected(topic, reason, payload, received_at) values(?,?,?,?)",
        topic,
        reason,
        payload,
        now);
  }
}
