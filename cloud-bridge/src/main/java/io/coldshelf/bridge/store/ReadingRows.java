package io.coldshelf.bridge.store;

import io.coldshelf.model.Reading;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Readings of one or several blocks on their way into the tables: by point and time, so that rows
 * that lie side by side are written side by side, and many with one statement, since calling the
 * native code costs more than a row does.
 *
 * <p>Of one point and time one reading lies in {@code reading}. What differs from it lies in {@code
 * reading_beside}: that happens where readings were placed anew, or where boots of a gateway
 * without a clock of its own cover the same times. Nothing takes another's place.
 */
final class ReadingRows {

  /** Rows that one statement inserts. */
  static final int ROWS = 64;

  private static final String ONE =
      "insert or ignore into reading(point, time, value, quality) values(?,?,?,?)";
  private static final String MANY =
      "insert or ignore into reading(point, time, value) values"
          + String.join(",", Collections.nCopies(ROWS, "(?,?,?)"));

  private final TreeMap<Long, List<Row>> byPoint = new TreeMap<>();

  /**
   * One row; its time is the one by which it is placed. One that is apart is not the same as
   * another that is equal to it: its time is not yet known.
   */
  record Row(long point, long timeMillis, Reading reading, boolean apart) {

    OptionalDouble value() {
      return reading.quality().isBad()
          ? OptionalDouble.empty()
          : OptionalDouble.of(reading.value());
    }

    Optional<String> quality() {
      return reading.quality().isGood() ? Optional.empty() : Optional.of(reading.quality().code());
    }
  }

  /** How many readings were not here before, and how many were, to the last digit. */
  record Written(long fresh, long repeated) {}

  void add(Row row) {
    byPoint.computeIfAbsent(row.point(), _ -> new ArrayList<>()).add(row);
  }

  /** Writes all of them, and the newest of each point. */
  Written write(Sql sql) throws SQLException {
    List<Row> good = new ArrayList<>();
    long all = 0;
    long fresh = 0;
    for (List<Row> rows : byPoint.values()) {
      all += rows.size();
      rows.sort(Comparator.comparingLong(Row::timeMillis)); // stable, and fast where it is so
      newest(sql, rows.getLast());
      for (Row row : rows) {
        if (row.reading().quality().isGood() && !row.apart()) {
          good.add(row);
        } else {
          fresh += one(sql, row);
        }
      }
    }
    int full = good.size() / ROWS * ROWS;
    for (int from = 0; from < full; from += ROWS) {
      fresh += many(sql, good.subList(from, from + ROWS));
    }
    for (Row row : good.subList(full, good.size())) {
      fresh += one(sql, row);
    }
    return new Written(fresh, all - fresh);
  }

  private static long many(Sql sql, List<Row> rows) throws SQLException {
    int inserted = sql.insert(MANY, rows);
    if (inserted == rows.size()) {
      return inserted;
    }
    return inserted + beside(sql, rows);
  }

  private static long one(Sql sql, Row row) throws SQLException {
    int inserted = sql.update(ONE, row.point(), row.timeMillis(), row.value(), row.quality());
    return inserted > 0 ? inserted : beside(sql, List.of(row));
  }

  /** Some of these were not inserted; those that are nowhere yet are put beside. */
  private static long beside(Sql sql, List<Row> rows) throws SQLException {
    long more = 0;
    for (Row row : rows) {
      if (row.apart() || !isHere(sql, row)) {
        more +=
            sql.update(
                "insert into reading_beside(point, time, value, quality) values(?,?,?,?)",
                row.point(),
                row.timeMillis(),
                row.value(),
                row.quality());
      }
    }
    return more;
  }

  private static boolean isHere(Sql sql, Row row) throws SQLException {
    return sql.number(
            "select exists(select 1 from reading where point=?1 and time=?2 and value is ?3"
                + " and quality is ?4) or exists(select 1 from reading_beside where point=?1"
                + " and time=?2 and value is ?3 and quality is ?4) as n",
            row.point(),
            row.timeMillis(),
            row.value(),
            row.quality())
        > 0;
  }

  private static void newest(Sql sql, Row row) throws SQLException {
    sql.update(
        "update point set last_time=?, last_value=?, last_quality=?"
            + " where id=? and coalesce(last_time, ?)<=?",
        row.timeMillis(),
        row.value(),
        row.reading().quality().code(),
        row.point(),
        Long.MIN_VALUE,
        row.timeMillis());
  }

  /** Takes all of them out again, and leaves what is newest then of each point. */
  void remove(Sql sql) throws SQLException {
    for (List<Row> rows : byPoint.values()) {
      for (Row row : rows) {
        remove(sql, row);
      }
      sql.update(
          "update point set (last_time, last_value, last_quality) = (select time, value,"
              + " coalesce(quality, 'good') from reading where point=?1 order by time desc limit 1)"
              + " where id=?1",
          rows.getFirst().point());
    }
  }

  private static void remove(Sql sql, Row row) throws SQLException {
    int beside =
        sql.update(
            "delete from reading_beside where rowid in (select rowid from reading_beside"
                + " where point=? and time=? and value is ? and quality is ? limit 1)",
            row.point(),
            row.timeMillis(),
            row.value(),
            row.quality());
    if (beside > 0) {
      return;
    }
    int removed =
        sql.update(
            "delete from reading where point=? and time=? and value is ? and quality is ?",
            row.point(),
            row.timeMillis(),
            row.value(),
            row.quality());
    if (removed > 0) {
      moveUp(sql, row);
    }
  }

  /** What lay beside takes the place that has become free. */
  private static void moveUp(Sql sql, Row row) throws SQLException {
    sql.update(
        "insert or ignore into reading(point, time, value, quality) select point, time, value,"
            + " quality from reading_beside where point=?1 and time=?2 order by rowid limit 1",
        row.point(),
        row.timeMillis());
    sql.update(
        "delete from reading_beside where rowid in (select rowid from reading_beside"
            + " where point=?1 and time=?2 order by rowid limit 1)",
        row.point(),
        row.timeMillis());
  }
}
