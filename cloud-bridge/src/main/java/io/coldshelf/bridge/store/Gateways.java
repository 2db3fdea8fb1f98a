package io.coldshelf.bridge.store;

import io.coldshelf.wire.Topics;
import java.sql.SQLException;

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
    sql.update("insert or ignore into site(id) values(?)", topics.site());
    sql.update(
        "insert or ignore into gateway(site, name, since, heard_at) values(?,?,?,?)",
        topics.site(),
        topics.gateway(),
        now,
        now);
    return sql.number(
        "select id as n from gateway where site=? and name=?", topics.site(), topics.gateway());
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
      sql.update(
          "update gateway set last_data_at=max(coalesce(last_data_at,0),?) where id=?",
          dataMillis,
          gateway);
    }
  }
}
