package io.coldshelf.bridge.store;

import io.coldshelf.model.Quality;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The readings of one point in the order of their times, and what is left of thinned ones. */
public final class Series {

  /** Rows of one answer; more are asked for with the next page. */
  public static final int MAX_PAGE = 10_000;

  private Series() {}

  /** One item of a series. */
  public sealed interface Item {
    /**
     * Where it stands.
     *
     * @return milliseconds since 1970
     */
    long timeMillis();
  }

  /**
   * A reading as it is kept.
   *
   * @param timeMillis when, milliseconds since 1970
   * @param value empty where the quality is bad
   * @param quality how far to trust it
   */
  public record One(long timeMillis, OptionalDouble value, Quality quality) implements Item {}

  /**
   * What is left of readings that were thinned.
   *
   * @param timeMillis the time of the first, milliseconds since 1970
   * @param untilMillis the time of the last
   * @param values what they amount to
   */
  public record Stretch(long timeMillis, long untilMillis, Values values) implements Item {}

  /**
   * Several values in one.
   *
   * @param min the least; empty where there is no value
   * @param mean their mean
   * @param max the greatest
   * @param count how many; bad readings have none
   */
  public record Values(OptionalDouble min, OptionalDouble mean, OptionalDouble max, long count) {}

  /**
   * Readings of a stretch of time in one.
   *
   * @param timeMillis when the stretch begins, milliseconds since 1970
   * @param values what they amount to
   */
  public record Bucket(long timeMillis, Values values) {}

  /**
   * What is asked for.
   *
   * @param point the point's number
   * @param fromMillis the earliest, inclusive
   * @param toMillis the latest, exclusive
   * @param limit at most so many, up to {@link #MAX_PAGE}
   */
  public record Range(long point, long fromMillis, long toMillis, int limit) {}

  /**
   * Readings of a point, and what is left of thinned ones, in the order of time. All that stand at
   * one time come together, so that the next page may begin after it.
   *
   * @param sql a connection
   * @param range which
   * @return the items; fewer than the limit only where there are no more
   * @throws SQLException when the store cannot
   */
  public static List<Item> between(Sql sql, Range range) throws SQLException {
    List<Item> items = new ArrayList<>();
    for (String table : List.of("reading", "reading_beside")) {
      items.addAll(
          sql.list(
              "select time, value, quality from "
                  + table
                  + " where point=? and time>=? and time<? order by time limit ?",
              row ->
                  new One(
                      row.whole("time"),
                      row.maybeReal("value"),
                      row.maybeText("quality").flatMap(Quality::ofCode).orElse(Quality.GOOD)),
              range.point(),
              range.fromMillis(),
              range.toMillis(),
              Math.min(range.limit(), MAX_PAGE)));
    }
    items.addAll(
        sql.list(
            "select * from summary where point=? and first>=? and first<? order by first limit ?",
            row ->
                new Stretch(
                    row.whole("first"),
                    row.whole("last"),
                    new Values(
                        row.maybeReal("min"),
                        row.maybeReal("mean"),
                        row.maybeReal("max"),
                        row.whole("count"))),
            range.point(),
            range.fromMillis(),
            range.toMillis(),
            Math.min(range.limit(), MAX_PAGE)));
    items.sort(Comparator.comparingLong(Item::timeMillis));
    int end = Math.min(Math.min(range.limit(), MAX_PAGE), items.size());
    while (end > 0
        && end < items.size()
        && items.get(end).timeMillis() == items.get(end - 1).timeMillis()) {
      end++;
    }
    return List.copyOf(items.subList(0, end));
  }

  /**
   * Readings of a point, a stretch of time in one row; stretches without readings are left out.
   * What is left of thinned readings counts where it begins, with the weight of its count.
   *
   * @param sql a connection
   * @param range which
   * @param bucketMillis how long a stretch is, at least 1
   * @return the stretches in the order of time
   * @throws SQLException when the store cannot
   */
  public static List<Bucket> buckets(Sql sql, Range range, long bucketMillis) throws SQLException {
    return sql.list(
        "select start, min(low) as low, sum(total) / nullif(sum(n), 0) as mean,"
            + " max(high) as high, sum(n) as n from ("
            + "select time / ?1 * ?1 as start, min(value) as low, sum(value) as total,"
            + " max(value) as high, count(value) as n from reading"
            + " where point=?2 and time>=?3 and time<?4 group by start"
            + " union all select time / ?1 * ?1, value, value, value, value is not null"
            + " from reading_beside where point=?2 and time>=?3 and time<?4"
            + " union all select first / ?1 * ?1, min, mean * count, max, count"
            + " from summary where point=?2 and first>=?3 and first<?4)"
            + " group by start order by start limit ?5",
        row ->
            new Bucket(
                row.whole("start"),
                new Values(
                    row.maybeReal("low"),
                    row.maybeReal("mean"),
                    row.maybeReal("high"),
                    row.whole("n"))),
        bucketMillis,
        range.point(),
        range.fromMillis(),
        range.toMillis(),
        Math.min(range.limit(), MAX_PAGE));
  }
}
