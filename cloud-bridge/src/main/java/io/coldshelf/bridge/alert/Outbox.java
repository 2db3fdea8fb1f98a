package io.coldshelf.bridge.alert;

import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * What is still to be sent. A delivery is put in by the transaction that keeps its event, and comes
 * out when the receiver has it; in between it may be sent more than once, never not at all.
 *
 * <p>Of each webhook and subject only the oldest is given out, so that a receiver never hears of
 * the end of an alert before its beginning. What is given out is leased: if this process dies, it
 * is due again when the lease is over.
 */
public final class Outbox {

  /** Longer than any attempt can take. */
  static final Duration LEASE = Duration.ofMinutes(1);

  private Outbox() {}

  /**
   * Puts an event in for everybody who wants it.
   *
   * @param sql within the transaction that keeps the event
   * @param number the event's number in the store
   * @param gateway the gateway's number; subjects of different gateways do not wait for each other
   * @param event what it says
   * @param now milliseconds since 1970
   * @return for how many
   * @throws SQLException when the store cannot
   */
  public static int put(Sql sql, long number, long gateway, Event event, long now)
      throws SQLException {
    int wanted = 0;
    for (Webhook webhook : Webhooks.list(sql)) {
      if (webhook.disabled().isEmpty() && webhook.wants(event)) {
        wanted +=
            sql.update(
                "insert into delivery(webhook, event, subject, state, created_at, due_at)"
                    + " values(?,?,?,'pending',?,?)",
                webhook.id(),
                number,
                gateway + "/" + event.subject(),
                now,
                now);
      }
    }
    return wanted;
  }

  /** Gives out what is due. */
  static List<Delivery> lease(Sql sql, long now, int limit) throws SQLException {
    List<Delivery> due =
        sql.list(
            "select w.*, d.id as delivery, d.attempts as attempts, e.id as event, e.body as body,"
                + " '/' || g.site || '/' || g.name as source from delivery d"
                + " join webhook w on w.id = d.webhook join event e on e.seq = d.event"
                + " join gateway g on g.id = e.gateway"
                + " where d.state = 'pending' and d.due_at <= ?1 and d.leased_until <= ?1"
                + " and w.disabled is null and w.not_before <= ?1"
                + " and not exists(select 1 from delivery o where o.state = 'pending'"
                + " and o.webhook = d.webhook and o.subject = d.subject and o.id < d.id)"
                + " order by d.id limit ?2",
            row ->
                new Delivery(
                    row.whole("delivery"),
                    Webhooks.webhook(row),
                    row.text("source"),
                    row.text("event"),
                    (int) row.whole("attempts"),
                    row.bytes("body")),
            now,
            limit);
    for (Delivery delivery : due) {
      sql.update(
          "update delivery set leased_until=? where id=?", now + LEASE.toMillis(), delivery.id());
    }
    return due;
  }

  /** Notes how an attempt ended, and gives the lease back. */
  static int settle(Sql sql, Delivery delivery, Outcome outcome, long now, RandomGenerator random)
      throws SQLException {
    return switch (outcome) {
      case Outcome.Delivered delivered ->
          finish(sql, delivery, "delivered", OptionalInt.of(delivered.status()), "", now);
      case Outcome.Gone _ -> disable(sql, delivery, now);
      case Outcome.Failed failed -> retry(sql, delivery, failed, now, random);
    };
  }

  private static int retry(
      Sql sql, Delivery delivery, Outcome.Failed failed, long now, RandomGenerator random)
      throws SQLException {
    if (failed.pause().isPresent()) {
      sql.update(
          "update webhook set not_before=max(not_before,?) where id=?",
          now + failed.pause().get().toMillis(),
          delivery.webhook().id());
    }
    Optional<Duration> pause = RetrySchedule.after(delivery.attempts() + 1, random);
    if (pause.isEmpty()) {
      return finish(sql, delivery, "dead", failed.status(), failed.error(), now);
    }
    return sql.update(
        "update delivery set attempts=attempts+1, due_at=?, leased_until=0, status=?, error=?"
            + " where id=? and state='pending'",
        now + pause.get().toMillis(),
        failed.status(),
        failed.error(),
        delivery.id());
  }

  private static int finish(
      Sql sql, Delivery delivery, String state, OptionalInt status, String error, long now)
      throws SQLException {
    return sql.update(
        "update delivery set attempts=attempts+1, state=?, status=?, error=?, finished_at=?"
            + " where id=? and state='pending'",
        state,
        status,
        error.isEmpty() ? Optional.empty() : Optional.of(error),
        now,
        delivery.id());
  }

  private static int disable(Sql sql, Delivery delivery, long now) throws SQLException {
    sql.update(
        "update webhook set disabled='the receiver answered 410 Gone' where id=?",
        delivery.webhook().id());
    return sql.update(
        "update delivery set state='dead', status=410, error='the receiver answered 410 Gone',"
            + " finished_at=? where webhook=? and state='pending'",
        now,
        delivery.webhook().id());
  }
}
