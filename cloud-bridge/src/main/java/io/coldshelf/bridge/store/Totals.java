package io.coldshelf.bridge.store;

import io.coldshelf.wire.Lane;
import java.sql.SQLException;

/**
 * What the store holds, in figures, since its file was made.
 *
 * @param eventBlocks different blocks of the events lane
 * @param readingBlocks different blocks of the readings lane
 * @param duplicateBlocks blocks that came again and were not kept twice
 * @param missingBlocks blocks that the gateways say they no longer hold and that never came
 * @param chainBreaks blocks that do not continue the block before them
 * @param readings readings kept
 * @param replacedReadings readings that took the place of another of the same point and time
 * @param sightings sightings kept
 * @param events events kept
 * @param rejected messages that could not be read and are set aside
 */
public record Totals(
    long eventBlocks,
    long readingBlocks,
    long duplicateBlocks,
    long missingBlocks,
    long chainBreaks,
    long readings,
    long replacedReadings,
    long sightings,
    long events,
    long rejected) {

  static final String READINGS = "readings";
  static final String REPLACED_READINGS = "replaced-readings";
  static final String SIGHTINGS = "sightings";
  static final String EVENTS = "events";

  /**
   * Counts.
   *
   * @param sql a connection
   * @return the figures, of one moment
   * @throws SQLException when the store cannot
   */
  public static Totals of(Sql sql) throws SQLException {
    return new Totals(
        blocks(sql, Lane.EVENTS),
        blocks(sql, Lane.READINGS),
        sql.number("select sum(duplicates) as n from stream"),
        sql.number(
            "select sum(to_seq - from_seq + 1 - (select count(*) from block b"
                + " where b.stream = gap.stream and b.seq between from_seq and to_seq)) as n"
                + " from gap"),
        sql.number("select count(*) as n from chain_break"),
        counter(sql, READINGS),
        counter(sql, REPLACED_READINGS),
        counter(sql, SIGHTINGS),
        counter(sql, EVENTS),
        sql.number("select count(*) as n from rejected"));
  }

  private static long blocks(Sql sql, Lane lane) throws SQLException {
    return sql.number(
        "select count(*) as n from block b join stream s on s.id = b.stream where s.lane = ?",
        (int) lane.number());
  }

  private static long counter(Sql sql, String name) throws SQLException {
    return sql.number("select n from total where name = ?", name);
  }

  static void count(Sql sql, String name, long more) throws SQLException {
    if (more > 0) {
      sql.update(
          "insert into total(name, n) values(?,?) on conflict(name) do update set n = n +"
              + " excluded.n",
          name,
          more);
    }
  }
}
