package io.coldshelf.bridge.store;

import io.coldshelf.wire.Topics;
import java.sql.SQLException;
import java.util.OptionalLong;

/** The numbers under which gateways are kept. */
public final class Gateways {

  private Gateways() {}

  /**
   * A gateway's number; one that was never heard of gets one.
   *
   * @param sql within a transaction
   * @param topics which gateway
   * @param now milliseconds since 1970
   * @return its number
   * @throws SQLException when the store cannot
   */
  public static long number(Sql sql, Topics topics, long now) throws SQLException {
    OptionalLong known = known(sql, topics);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    sql.update("insert or ignore into site(id) values(?)", topics.site());
    sql.update(
        "insert or ignore into gateway(site, name, since, heard_at) values(?,?,?,?)",
        topics.site(),
        topics.gateway(),
        now,
        now);
    return known(sql, topics).orElseThrow(() -> new SQLException("gateway"));
  }

  /**
   * A gateway's number.
   *
   * @param sql a connection
   * @param topics which gateway
   * @return its number, or nothing when nothing was ever heard of it
   * @throws SQLException when the store cannot
   */
  public static OptionalLong known(Sql sql, Topics topics) throws SQLException {
    return sql.first(
            "select id from gateway where site=? and name=?",
            row -> OptionalLong.of(row.whole("id")),
            topics.site(),
            topics.gateway())
        .orElse(OptionalLong.empty());
  }

  /**
   * Which gateway has a number.
   *
   * @param sql a connection
   * @param number the gateway's number
   * @return its site and name
   * @throws SQLException when there is none
   */
  public static Topics named(Sql sql, long number) throws SQLException {
    return sql.first(
            "select site, name from gateway where id=?",
            row -> new Topics(row.text("site"), row.text("name")),
            number)
        .orElseThrow(() -> new SQLException("no gateway has the number " + number));
  }

  /**
   * Notes that something was heard of a gateway.
   *
   * @param sql within a transaction
   * @param gateway its number
   * @param now when it was heard, milliseconds since 1970
   * @param dataMillis the newest time in what it sent, milliseconds since 1970; 0 for none
   * @throws SQLException when the store cannot
   */
  public static void heard(Sql sql, long gateway, long now, long dataMillis) throws SQLException {
    sql.update("update gateway set heard_at=max(heard_at,?) where id=?", now, gateway);
    if (dataMillis > 0) {
      data(sql, gateway, dataMillis);
    }
  }

  /**
   * Notes the newest time in what a gateway sent.
   *
   * @param sql within a transaction
   * @param gateway its number
   * @param dataMillis milliseconds since 1970
   * @throws SQLException when the store cannot
   */
  public static void data(Sql sql, long gateway, long dataMillis) throws SQLException {
    sql.update(
        "update gateway set last_data_at=max(coalesce(last_data_at,?1),?1) where id=?2",
        dataMillis,
        gateway);
  }
}
