package io.coldshelf.bridge.store;

import io.coldshelf.model.PointId;
import java.sql.SQLException;
import java.util.Optional;

/** What is known of points and shelves beside their readings: numbers, names, and stock. */
public final class Readings {

  /** The point of a shelf under which its stock comes. */
  public static final String STOCK_POINT = "stock";

  private Readings() {}

  /**
   * Notes how many items lie on a shelf, unless something newer is known.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param shelf the shelf's name
   * @param timeMillis when it was so, milliseconds since 1970
   * @param items how many
   * @throws SQLException when the store cannot
   */
  public static void stock(Sql sql, long gateway, String shelf, long timeMillis, double items)
      throws SQLException {
    sql.update(
        "insert into stock(gateway, shelf, time, value) values(?,?,?,?)"
            + " on conflict(gateway, shelf) do update set time=excluded.time,"
            + " value=excluded.value where excluded.time>=stock.time",
        gateway,
        shelf,
        timeMillis,
        items);
  }

  /**
   * A point's number; what is said of it is kept.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param point which point
   * @param title what to call it, where it is said
   * @param unit its unit, where it is said
   * @return its number
   * @throws SQLException when the store cannot
   */
  public static long point(
      Sql sql, long gateway, PointId point, Optional<String> title, Optional<String> unit)
      throws SQLException {
    sql.update(
        "insert into point(gateway, device, name, title, unit) values(?,?,?,?,?)"
            + " on conflict(gateway, device, name) do update set"
            + " title=coalesce(excluded.title, title), unit=coalesce(excluded.unit, unit)",
        gateway,
        point.device(),
        point.point(),
        title,
        unit);
    return sql.number(
        "select id as n from point where gateway=? and device=? and name=?",
        gateway,
        point.device(),
        point.point());
  }
}
