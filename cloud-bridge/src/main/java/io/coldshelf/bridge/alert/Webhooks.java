package io.coldshelf.bridge.alert;

import io.coldshelf.bridge.store.Row;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.yaml.Secret;
import java.net.URI;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The webhooks in the store, and what became of what was sent to them. */
public final class Webhooks {

  /** More are refused: each event is matched against all. */
  public static final int MAX_WEBHOOKS = 100;

  private static final int SECRET_BYTES = 32;

  private Webhooks() {}

  /**
   * What became of one delivery.
   *
   * @param id its number
   * @param event the event's id
   * @param subject what the event is about
   * @param state {@code pending}, {@code delivered} or {@code dead}
   * @param attempts how many were made
   * @param dueMillis when it is tried next, milliseconds since 1970
   * @param status the last answer's HTTP status, where there was an answer
   * @param error what went wrong last
   */
  public record Report(
      long id,
      String event,
      String subject,
      String state,
      int attempts,
      long dueMillis,
      OptionalInt status,
      Optional<String> error) {}

  /**
   * Makes a secret.
   *
   * @param random one that nobody can predict
   * @return {@code whsec_} and base64
   */
  public static Secret secret(RandomGenerator random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return new Secret("whsec_" + Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * Adds one, or changes the one with its id.
   *
   * @param sql within a transaction
   * @param webhook what to keep
   * @param now milliseconds since 1970
   * @return whether there was room for it
   * @throws SQLException when the store cannot
   */
  public static boolean put(Sql sql, Webhook webhook, long now) throws SQLException {
    long others = sql.number("select count(*) as n from webhook where id<>?", webhook.id());
    if (others >= MAX_WEBHOOKS) {
      return false;
    }
    sql.update(
        "insert into webhook(id, url, secret, kinds, created_at) values(?,?,?,?,?)"
            + " on conflict(id) do update set url=excluded.url, secret=excluded.secret,"
            + " kinds=excluded.kinds, disabled=null",
        webhook.id(),
        webhook.url().toString(),
        webhook.secret().reveal(),
        String.join(" ", webhook.kinds()),
        now);
    return true;
  }

  /**
   * Lists them.
   *
   * @param sql a connection
   * @return all, in the order in which they were added
   * @throws SQLException when the store cannot
   */
  public static List<Webhook> list(Sql sql) throws SQLException {
    return sql.list("select * from webhook order by created_at, id", Webhooks::webhook);
  }

  /**
   * Removes one, with what is still to be sent to it.
   *
   * @param sql within a transaction
   * @param id the webhook's id
   * @return whether it was there
   * @throws SQLException when the store cannot
   */
  public static boolean remove(Sql sql, String id) throws SQLException {
    sql.update("delete from delivery where webhook=?", id);
    return sql.update("delete from webhook where id=?", id) > 0;
  }

  /**
   * What became of the newest deliveries.
   *
   * @param sql a connection
   * @param webhook the webhook's id
   * @param before only those with a lower number
   * @param limit at most so many
   * @return newest first
   * @throws SQLException when the store cannot
   */
  public static List<Report> deliveries(Sql sql, String webhook, long before, int limit)
      throws SQLException {
    return sql.list(
        "select d.id as id, e.id as event, d.subject as subject, state, attempts, due_at, status,"
            + " error from delivery d join event e on e.seq = d.event"
            + " where d.webhook=? and d.id<? order by d.id desc limit ?",
        row ->
            new Report(
                row.whole("id"),
                row.text("event"),
                row.text("subject"),
                row.text("state"),
                (int) row.whole("attempts"),
                row.whole("due_at"),
                row.maybeWhole("status").isPresent()
                    ? OptionalInt.of((int) row.whole("status"))
                    : OptionalInt.empty(),
                row.maybeText("error")),
        webhook,
        before,
        limit);
  }

  static Webhook webhook(Row row) throws SQLException {
    String kinds = row.text("kinds");
    return new Webhook(
        row.text("id"),
        URI.create(row.text("url")),
        new Secret(row.text("secret")),
        kinds.isEmpty() ? Set.of() : Set.of(kinds.split(" ", -1)),
        row.maybeText("disabled"));
  }
}
