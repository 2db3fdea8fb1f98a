package io.coldshelf.bridge.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What is deleted when it is old, a little at a time.
 *
 * @param blocks how long blocks of readings stay as they came
 * @param blockBytes how many bytes of them stay at most
 * @param readings how long readings, sightings and heads stay
 */
public record Retention(Duration blocks, long blockBytes, Duration readings) {

  /** Unless something else is said. */
  public static final Retention USUAL =
      new Retention(Duration.ofDays(30), 50_000_000_000L, Duration.ofDays(400));

  /** Rows of one kind that go in one step; some milliseconds. */
  static final int STEP = 500;

  /** Durations must be positive. */
  public Retention {
    if (blocks.isNegative() || blocks.isZero() || readings.isNegative() || readings.isZero()) {
      throw new IllegalArgumentException("keep: must be longer than nothing");
    }
    if (blockBytes < 0) {
      throw new IllegalArgumentException("keep: less than no bytes");
    }
  }

  /**
   * Deletes some of what is old: never a block that is not unfolded, never an event or an alert,
   * and no reading of a doubtful clock whose block is still here, for it may yet be placed.
   *
   * @param sql within a transaction
   * @param now milliseconds since 1970
   * @return how many rows were deleted; 0 when nothing is left to do
   * @throws SQLException when the store cannot
   */
  public int step(Sql sql, long now) throws SQLException {
    int deleted = Payloads.expire(sql, now - blocks.toMillis(), blockBytes, STEP);
    long before = now - readings.toMillis();
    if (deleted == 0) {
      deleted = sightings(sql, before);
    }
    if (deleted == 0) {
      deleted = Heads.expire(sql, before, STEP);
    }
    if (deleted == 0) {
      deleted = readings(sql, before);
    }
    return deleted;
  }

  private static int sightings(Sql sql, long before) throws SQLException {
    return sql.update(
        "delete from sighting where (gateway, epc, first, reader, antenna, last, count) in"
            + " (select gateway, epc, first, reader, antenna, last, count from sighting s"
            + " where last<?1 and last<coalesce("
            + firstUnplaced("s.gateway")
            + ", ?1) limit ?2)",
        before,
        STEP);
  }

  /** Of all points: where a point has none that is old, that costs one look. */
  private static int readings(Sql sql, long before) throws SQLException {
    int deleted = 0;
    for (String table : List.of("reading", "reading_beside")) {
      deleted +=
          sql.update(
              "delete from "
                  + table
                  + " where (point, time) in (select r.point, r.time from point p join "
                  + table
                  + " r on r.point = p.id and r.time<min(?1, coalesce("
                  + firstUnplaced("p.gateway")
                  + ", ?1)) limit ?2)",
              before,
              STEP);
    }
    return deleted
        + sql.update(
            "delete from summary where (point, first, last) in (select r.point, r.first, r.last"
                + " from point p join summary r on r.point = p.id and r.first<min(?1, coalesce("
                + firstUnplaced("p.gateway")
                + ", ?1)) limit ?2)",
            before,
            STEP)
        + sql.update(
            "delete from unsynced where id in (select id from unsynced where placed_last<?"
                + " and payload is null limit ?)",
            before,
            STEP);
  }

  /** Where the times begin that may yet be moved; the argument is the name of a column. */
  private static String firstUnplaced(String gateway) {
    return "(select u.placed_first from unsynced u where u.gateway = "
        + gateway
        + " and u.bound is null and u.payload is not null order by u.placed_first limit 1)";
  }
}
