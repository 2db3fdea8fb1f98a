package io.coldshelf.bridge.store;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.ReadingsPayload;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What several blocks hold on its way into the tables. Used once, within one transaction: blocks
 * are added in the order of arrival, then all is written.
 */
public final class Unfolding {

  private final Sql sql;
  private final Points points;
  private final ReadingRows rows = new ReadingRows();
  private final Map<Shelf, Count> stocks = new HashMap<>();
  private long sightings;

  /**
   * Begins one.
   *
   * @param sql within a transaction
   * @param points the numbers of the points
   */
  public Unfolding(Sql sql, Points points) {
    this.sql = sql;
    this.points = points;
  }

  private record Shelf(long gateway, String name) {}

  private record Count(long timeMillis, double items) {}

  /**
   * How the times of a block are to be read.
   *
   * @param millis what is added to them
   * @param isFinal false where they will perhaps be placed anew
   */
  public record Shift(long millis, boolean isFinal) {

    /** The times are right as they stand. */
    public static final Shift NONE = new Shift(0, true);
  }

  /**
   * The times that a block covers, as stamped.
   *
   * @param firstMillis the earliest, milliseconds since 1970
   * @param lastMillis the latest
   */
  public record Span(long firstMillis, long lastMillis) {}

  /**
   * What a block covers.
   *
   * @param payload what it holds
   * @return from the first to the last time in it; nothing where it is empty
   */
  public static Optional<Span> span(ReadingsPayload payload) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Reading reading : payload.readings()) {
      first = Math.min(first, reading.timeMillis());
      last = Math.max(last, reading.timeMillis());
    }
    for (Sighting sighting : payload.sightings()) {
      first = Math.min(first, sighting.firstSeenMillis());
      last = Math.max(last, sighting.lastSeenMillis());
    }
    for (Summary summary : payload.summaries()) {
      first = Math.min(first, summary.firstMillis());
      last = Math.max(last, summary.lastMillis());
    }
    return first > last ? Optional.empty() : Optional.of(new Span(first, last));
  }

  /**
   * Adds a block.
   *
   * @param gateway its gateway's number
   * @param payload what it holds
   * @param shift how its times are to be read
   * @throws SQLException when the store cannot
   */
  public void add(long gateway, ReadingsPayload payload, Shift shift) throws SQLException {
    Map<PointId, Long> numbers = new HashMap<>();
    for (Reading reading : payload.readings()) {
      PointId point = reading.point();
      Long known = numbers.get(point);
      long number =
          known == null
              ? points.number(sql, gateway, point, Optional.ofNullable(payload.units().get(point)))
              : known;
      if (known == null) {
        numbers.put(point, number);
      }
      long time = reading.timeMillis() + shift.millis();
      rows.add(new ReadingRows.Row(number, time, reading, !shift.isFinal()));
      if (point.point().equals(Readings.STOCK_POINT) && !reading.quality().isBad()) {
        stocks.merge(
            new Shelf(gateway, point.device()),
            new Count(time, reading.value()),
            (a, b) -> b.timeMillis() >= a.timeMillis() ? b : a);
      }
    }
    for (Sighting sighting : payload.sightings()) {
      sightings += sighting(gateway, sighting, shift.millis());
    }
    summaries(gateway, payload.summaries(), shift.millis());
  }

  private int sighting(long gateway, Sighting sighting, long shift) throws SQLException {
    return sql.update(
        "insert or ignore into sighting(gateway, reader, antenna, epc, first, last, count, rssi)"
            + " values(?,?,?,?,?,?,?,?)",
        gateway,
        sighting.reader(),
        sighting.antenna(),
        sighting.epc().hex(),
        sighting.firstSeenMillis() + shift,
        sighting.lastSeenMillis() + shift,
        sighting.count(),
        sighting.rssiDbm());
  }

  /** Of two of one point and one stretch the later one has counted more: it takes the place. */
  private void summaries(long gateway, List<Summary> summaries, long shift) throws SQLException {
    for (Summary each : summaries) {
      sql.update(
          "insert or replace into summary(point, first, last, min, mean, max, count)"
              + " values(?,?,?,?,?,?,?)",
          points.number(sql, gateway, each.point(), Optional.empty()),
          each.firstMillis() + shift,
          each.lastMillis() + shift,
          each.min(),
          each.mean(),
          each.max(),
          each.count());
    }
  }

  /**
   * Writes all that was added.
   *
   * @return how many rows there are now that were not there before
   * @throws SQLException when the store cannot
   */
  public long write() throws SQLException {
    ReadingRows.Written written = put();
    Totals.count(sql, Totals.READINGS, written.fresh());
    Totals.count(sql, Totals.REPLACED_READINGS, written.repeated());
    Totals.count(sql, Totals.SIGHTINGS, sightings);
    return written.fresh() + sightings;
  }

  private ReadingRows.Written put() throws SQLException {
    ReadingRows.Written written = rows.write(sql);
    for (Map.Entry<Shelf, Count> stock : stocks.entrySet()) {
      Readings.stock(
          sql,
          stock.getKey().gateway(),
          stock.getKey().name(),
          stock.getValue().timeMillis(),
          stock.getValue().items());
    }
    return written;
  }

  /**
   * Takes a block that was written by another time out again and writes it by this one. It counts
   * as before.
   *
   * @param sql within a transaction
   * @param points the numbers of the points
   * @param gateway its gateway's number
   * @param payload what the block holds
   * @param from how its times were read
   * @param to how they are to be read
   * @throws SQLException when the store cannot
   */
  public static void move(
      Sql sql, Points points, long gateway, ReadingsPayload payload, Shift from, Shift to)
      throws SQLException {
    Unfolding old = new Unfolding(sql, points);
    Unfolding moved = new Unfolding(sql, points);
    for (Reading reading : payload.readings()) {
      long number = points.number(sql, gateway, reading.point(), Optional.empty());
      old.rows.add(
          new ReadingRows.Row(number, reading.timeMillis() + from.millis(), reading, false));
    }
    old.rows.remove(sql);
    for (Sighting sighting : payload.sightings()) {
      sql.update(
          "delete from sighting where gateway=? and epc=? and first=? and reader=? and antenna=?"
              + " and last=? and count=?",
          gateway,
          sighting.epc().hex(),
          sighting.firstSeenMillis() + from.millis(),
          sighting.reader(),
          sighting.antenna(),
          sighting.lastSeenMillis() + from.millis(),
          sighting.count());
    }
    for (Summary each : payload.summaries()) {
      sql.update(
          "delete from summary where point=? and first=? and last=?",
          points.number(sql, gateway, each.point(), Optional.empty()),
          each.firstMillis() + from.millis(),
          each.lastMillis() + from.millis());
    }
    moved.moveStocks(payload, gateway, from, to);
    moved.add(gateway, payload, to);
    ReadingRows.Written _ = moved.put();
  }

  /**
   * What a shelf's count owes to this block is moved with it, and may then be outdone by others.
   */
  private void moveStocks(ReadingsPayload payload, long gateway, Shift from, Shift to)
      throws SQLException {
    for (Reading reading : payload.readings()) {
      if (reading.point().point().equals(Readings.STOCK_POINT)) {
        moveStock(sql, gateway, reading.device(), reading.timeMillis(), from, to);
      }
    }
  }

  /**
   * Moves a shelf's count, where it is of a given time.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param shelf the shelf's name
   * @param timeMillis the time as stamped
   * @param from how it was read
   * @param to how it is to be read
   * @throws SQLException when the store cannot
   */
  public static void moveStock(
      Sql sql, long gateway, String shelf, long timeMillis, Shift from, Shift to)
      throws SQLException {
    sql.update(
        "update stock set time=? where gateway=? and shelf=? and time=?",
        timeMillis + to.millis(),
        gateway,
        shelf,
        timeMillis + from.millis());
  }
}
