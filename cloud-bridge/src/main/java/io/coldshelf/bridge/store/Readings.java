package io.coldshelf.bridge.store;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.ReadingsPayload;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Readings and sightings of the gateways, and the newest value of each point. */
public final class Readings {

  /** The point of a shelf under which its stock comes. */
  public static final String STOCK_POINT = "stock";

  /** Rows of one answer; more are asked for with the next page. */
  public static final int MAX_PAGE = 10_000;

  private Readings() {}

  /**
   * A reading as it is kept.
   *
   * @param timeMillis when, milliseconds since 1970
   * @param value empty where the quality is bad
   * @param quality how far to trust it
   */
  public record Kept(long timeMillis, OptionalDouble value, Quality quality) {}

  /**
   * Readings of a stretch of time in one.
   *
   * @param timeMillis when the stretch begins, milliseconds since 1970
   * @param min the least value
   * @param mean the mean of the values
   * @param max the greatest value
   * @param count how many values; bad readings have none
   */
  public record Bucket(
      long timeMillis, OptionalDouble min, OptionalDouble mean, OptionalDouble max, long count) {}

  /**
   * Keeps what a block holds.
   *
   * @param sql within the transaction that notes the block
   * @param gateway the gateway's number
   * @param payload what the block holds
   * @return the newest time in it, milliseconds since 1970; 0 when it is empty
   * @throws SQLException when the store cannot
   */
  public static long keep(Sql sql, long gateway, ReadingsPayload payload) throws SQLException {
    Map<PointId, Reading> newest = new HashMap<>();
    Map<PointId, Long> numbers = new HashMap<>();
    long replaced = 0;
    for (Reading reading : payload.readings()) {
      PointId point = reading.point();
      Long known = numbers.get(point);
      long number = known == null ? point(sql, gateway, point, payload.units()) : known;
      numbers.put(point, number);
      replaced += keep(sql, number, reading);
      newest.merge(point, reading, (a, b) -> b.timeMillis() >= a.timeMillis() ? b : a);
    }
    long last = 0;
    for (Reading reading : newest.values()) {
      last = Math.max(last, reading.timeMillis());
      newest(sql, numbers.getOrDefault(reading.point(), 0L), gateway, reading);
    }
    Totals.count(sql, Totals.READINGS, payload.readings().size() - replaced);
    Totals.count(sql, Totals.REPLACED_READINGS, replaced);
    return Math.max(last, keepSightings(sql, gateway, payload.sightings()));
  }

  /** Returns how many rows it replaced. */
  private static int keep(Sql sql, long point, Reading reading) throws SQLException {
    OptionalDouble value = value(reading);
    Optional<String> quality = quality(reading);
    int inserted =
        sql.update(
            "insert or ignore into reading(point, time, value, quality) values(?,?,?,?)",
            point,
            reading.timeMillis(),
            value,
            quality);
    if (inserted > 0) {
      return 0;
    }
    return sql.update(
        "update reading set value=?, quality=? where point=? and time=?",
        value,
        quality,
        point,
        reading.timeMillis());
  }

  private static void newest(Sql sql, long point, long gateway, Reading reading)
      throws SQLException {
    sql.update(
        "update point set last_time=?, last_value=?, last_quality=?"
            + " where id=? and coalesce(last_time,0)<=?",
        reading.timeMillis(),
        value(reading),
        reading.quality().code(),
        point,
        reading.timeMillis());
    if (reading.point().point().equals(STOCK_POINT) && !reading.quality().isBad()) {
      stock(sql, gateway, reading.device(), reading.timeMillis(), reading.value());
    }
  }

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

  private static OptionalDouble value(Reading reading) {
    return reading.quality().isBad() ? OptionalDouble.empty() : OptionalDouble.of(reading.value());
  }

  private static Optional<String> quality(Reading reading) {
    return reading.quality().isGood() ? Optional.empty() : Optional.of(reading.quality().code());
  }

  private static long point(Sql sql, long gateway, PointId point, Map<PointId, String> units)
      throws SQLException {
    return point(sql, gateway, point, Optional.empty(), Optional.ofNullable(units.get(point)));
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

  private static long keepSightings(Sql sql, long gateway, List<Sighting> sightings)
      throws SQLException {
    long last = 0;
    for (Sighting sighting : sightings) {
      sql.update(
          "insert or replace into sighting(gateway, reader, antenna, epc, first, last, count,"
              + " rssi) values(?,?,?,?,?,?,?,?)",
          gateway,
          sighting.reader(),
          sighting.antenna(),
          sighting.epc().hex(),
          sighting.firstSeenMillis(),
          sighting.lastSeenMillis(),
          sighting.count(),
          sighting.rssiDbm());
      last = Math.max(last, sighting.lastSeenMillis());
    }
    Totals.count(sql, Totals.SIGHTINGS, sightings.size());
    return last;
  }

  /**
   * Readings of a point in the order of time.
   *
   * @param sql a connection
   * @param point the point's number
   * @param fromMillis the earliest, inclusive
   * @param toMillis the latest, exclusive
   * @param limit at most so many, up to {@link #MAX_PAGE}
   * @return the readings
   * @throws SQLException when the store cannot
   */
  public static List<Kept> between(Sql sql, long point, long fromMillis, long toMillis, int limit)
      throws SQLException {
    return sql.list(
        "select time, value, quality from reading where point=? and time>=? and time<?"
            + " order by time limit ?",
        row ->
            new Kept(
                row.whole("time"),
                row.maybeReal("value"),
                row.maybeText("quality").flatMap(Quality::ofCode).orElse(Quality.GOOD)),
        point,
        fromMillis,
        toMillis,
        Math.min(limit, MAX_PAGE));
  }

  /**
   * Readings of a point, a stretch of time in one row; stretches without readings are left out.
   *
   * @param sql a connection
   * @param point the point's number
   * @param fromMillis the earliest, inclusive
   * @param toMillis the latest, exclusive
   * @param bucketMillis how long a stretch is, at least 1
   * @param limit at most so many, up to {@link #MAX_PAGE}
   * @return the stretches in the order of time
   * @throws SQLException when the store cannot
   */
  public static List<Bucket> buckets(
      Sql sql, long point, long fromMillis, long toMillis, long bucketMillis, int limit)
      throws SQLException {
    return sql.list(
        "select time / ?1 * ?1 as start, min(value) as low, avg(value) as mean,"
            + " max(value) as high, count(value) as n from reading"
            + " where point=?2 and time>=?3 and time<?4 group by start order by start limit ?5",
        row ->
            new Bucket(
                row.whole("start"),
                row.maybeReal("low"),
                row.maybeReal("mean"),
                row.maybeReal("high"),
                row.whole("n")),
        bucketMillis,
        point,
        fromMillis,
        toMillis,
        Math.min(limit, MAX_PAGE));
  }
}
