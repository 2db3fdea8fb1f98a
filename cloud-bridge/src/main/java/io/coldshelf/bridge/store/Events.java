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
   * Where an event lies.
   *
   * @param number its number
   * @param timeMillis its time as placed, milliseconds since 1970
   */
  public record Placed(long number, long timeMillis) {}

  /**
   * Finds an event.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @param id the event's id
   * @return where it lies
   * @throws SQLException when it is not here, or the store cannot
   */
  public static Placed placed(Sql sql, long gateway, String id) throws SQLException {
    return sql.first(
            "select seq, time from event where gateway=? and id=?",
            row -> new Placed(row.whole("seq"), row.whole("time")),
            gateway,
            id)
        .orElseThrow(() -> new SQLException("no event " + id));
  }

  /**
   * Notes by how much an event's times are moved.
   *
   * @param sql within a transaction
   * @param number the event's number
   * @param shiftMillis what is added to the times in its body
   * @throws SQLException when the store cannot
   */
  public static void shift(Sql sql, long number, long shiftMillis) throws SQLException {
    sql.update(
        "update event set time = time - shift + ?1, shift = ?1 where seq=?2", shiftMillis, number);
  }

  /**
   * Sets a message aside that cannot be read, so that it blocks nothing and is not lost.
   *
   * @param sql within a transaction
   * @param topic where it came
   * @param reason why it cannot be read
   * @param payload the bytes as they came
   * @param now milliseconds since 1970
   * @return its number
   * @throws SQLException when the store cannot
   */
  public static long reject(Sql sql, String topic, String reason, byte[] payload, long now)
      throws SQLException {
    sql.update(
        "insert into rejected(topic, reason, payload, received_at) values(?,?,?,?)",
        topic,
        reason,
        payload,
        now);
    return sql.number("select last_insert_rowid() as n");
  }
}
