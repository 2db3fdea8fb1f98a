package io.coldshelf.bridge.store;

import io.coldshelf.bridge.store.Unfolding.Shift;
import io.coldshelf.bridge.store.Unfolding.Span;
import io.coldshelf.wire.ClockState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * By which clocks the gateways stamp, and where that places what they stamped. A boot has one
 * counter, which runs evenly, and one or several opinions on the time of day at its zero:
 *
 * <pre>
 *   counter      0 ───────────▶ 90 s ──────────────▶ 300 s
 *   origin          1970-01-01      2026-11-25T08:00        the word of this boot: the second
 *   synced              0                1
 *   blocks        placed anew by       never moved
 *                 the difference
 * </pre>
 *
 * <p>The word of a boot is the first origin that was known to be right; until one is, that of the
 * highest counter. The counter, not the order of arrival, says which is newer, since events
 * overtake readings. Only stamps of a doubtful clock are ever moved.
 */
public final class Clocks {

  /** What a counter's quartz may be wrong: 100 parts per million. */
  static final double DRIFT = 100e-6;

  /** Nothing that was placed anew is said to be surer than this. */
  static final Duration LEAST_BOUND = Duration.ofSeconds(1);

  /** Doubtful blocks that are looked through for one answer. */
  static final int MAX_STRETCHES = 10_000;

  /** A block that covers more is not found by what lies at its end. */
  private static final Duration LONGEST_BLOCK = Duration.ofDays(1);

  private Clocks() {}

  /**
   * What has the content of a block that was stamped by a doubtful clock.
   *
   * @param payload the number of a block of readings
   * @param event the number of an event
   */
  public record Content(OptionalLong payload, OptionalLong event) {

    /**
     * A block of readings.
     *
     * @param id its number
     * @return the content
     */
    public static Content payload(long id) {
      return new Content(OptionalLong.of(id), OptionalLong.empty());
    }

    /**
     * An event.
     *
     * @param seq its number
     * @return the content
     */
    public static Content event(long seq) {
      return new Content(OptionalLong.empty(), OptionalLong.of(seq));
    }
  }

  /**
   * How far a clock can be trusted.
   *
   * @param bound how wrong the placed times may be; empty where nobody knows
   */
  public record Doubt(Optional<Duration> bound) {

    private Doubt or(Doubt other) {
      return bound.isEmpty()
              || (other.bound.isPresent() && other.bound.get().compareTo(bound.get()) <= 0)
          ? this
          : other;
    }
  }

  /**
   * A stretch of time that is in doubt.
   *
   * @param firstMillis its beginning as placed, milliseconds since 1970
   * @param lastMillis its end, inclusive
   * @param doubt how far it can be trusted
   */
  public record Stretch(long firstMillis, long lastMillis, Doubt doubt) {

    private Stretch and(Stretch later) {
      return new Stretch(
          firstMillis, Math.max(lastMillis, later.lastMillis), doubt.or(later.doubt));
    }
  }

  private record Boot(long id, long origin, boolean synced, long counter) {}

  /**
   * Notes by which clock a block was stamped.
   *
   * @param sql within the transaction that keeps its content
   * @param gateway the gateway's number
   * @param clock the clock
   * @param span what the block covers, as stamped
   * @param content what has its content
   * @return how its times are to be read
   * @throws SQLException when the store cannot
   */
  public static Shift note(Sql sql, long gateway, ClockState clock, Span span, Content content)
      throws SQLException {
    Boot boot = boot(sql, gateway, clock, span.lastMillis() - clock.originMillis());
    sql.update("update gateway set clock_synced=? where id=?", clock.synced(), gateway);
    if (clock.synced()) {
      return Shift.NONE;
    }
    long shift = boot.origin() - clock.originMillis();
    sql.update(
        "insert into unsynced(boot, gateway, payload, event, origin, first, last, shift,"
            + " placed_first, placed_last, bound) values(?,?,?,?,?,?,?,?,?,?,?)",
        boot.id(),
        gateway,
        content.payload(),
        content.event(),
        clock.originMillis(),
        span.firstMillis(),
        span.lastMillis(),
        shift,
        span.firstMillis() + shift,
        span.lastMillis() + shift,
        bound(boot, span.firstMillis() - clock.originMillis()));
    return new Shift(shift, boot.synced());
  }

  private static Boot boot(Sql sql, long gateway, ClockState clock, long counter)
      throws SQLException {
    sql.update(
        "insert or ignore into boot(gateway, name, origin, synced, counter, settled)"
            + " values(?,?,?,?,?,1)",
        gateway,
        clock.boot(),
        clock.originMillis(),
        clock.synced(),
        counter);
    Boot known =
        sql.first(
                "select * from boot where gateway=? and name=?",
                Clocks::boot,
                gateway,
                clock.boot())
            .orElseThrow(() -> new SQLException("boot"));
    if (known.synced() || (!clock.synced() && counter <= known.counter())) {
      return known;
    }
    Boot now = new Boot(known.id(), clock.originMillis(), clock.synced(), counter);
    boolean settled = now.origin() == known.origin() && !clock.synced();
    sql.update(
        "update boot set origin=?, synced=?, counter=?, settled=min(settled, ?) where id=?",
        now.origin(),
        now.synced(),
        now.counter(),
        settled,
        now.id());
    return now;
  }

  private static OptionalLong bound(Boot boot, long counter) {
    return boot.synced()
        ? OptionalLong.of(
            Math.max(
                LEAST_BOUND.toMillis(),
                (long) Math.ceil(Math.abs(boot.counter() - counter) * DRIFT)))
        : OptionalLong.empty();
  }

  /**
   * A block that is to be placed anew.
   *
   * @param id its number among those of doubtful clocks
   * @param gateway its gateway's number
   * @param content what has its content
   * @param span what it covers, as stamped
   * @param from how its times were read until now
   * @param to how they are to be read
   */
  public record Move(long id, long gateway, Content content, Span span, Shift from, Shift to) {}

  /**
   * The next blocks that their boot's word places anew. Those of which nothing is kept any more
   * stay where they are.
   *
   * @param sql within a transaction
   * @param limit at most so many
   * @return blocks of one boot; none when all stand where they belong
   * @throws SQLException when the store cannot
   */
  public static List<Move> next(Sql sql, int limit) throws SQLException {
    while (true) {
      Optional<Boot> boot =
          sql.first("select * from boot where settled=0 order by id limit 1", Clocks::boot);
      if (boot.isEmpty()) {
        return List.of();
      }
      Boot word = boot.get();
      List<Move> moves =
          sql.list(
              "select u.* from unsynced u where u.boot=?1"
                  + " and (u.origin + u.shift <> ?2 or (u.bound is null and ?3))"
                  + " and (u.event is not null or u.payload is not null) order by u.id limit ?4",
              row -> move(row, word),
              word.id(),
              word.origin(),
              word.synced(),
              limit);
      if (!moves.isEmpty()) {
        return moves;
      }
      sql.update("update boot set settled=1 where id=?", word.id());
    }
  }

  private static Boot boot(Row row) throws SQLException {
    return new Boot(
        row.whole("id"), row.whole("origin"), row.truth("synced"), row.whole("counter"));
  }

  private static Move move(Row row, Boot word) throws SQLException {
    return new Move(
        row.whole("id"),
        row.whole("gateway"),
        new Content(row.maybeWhole("payload"), row.maybeWhole("event")),
        new Span(row.whole("first"), row.whole("last")),
        new Shift(row.whole("shift"), row.maybeWhole("bound").isPresent()),
        new Shift(word.origin() - row.whole("origin"), word.synced()));
  }

  /**
   * Notes that a block was placed anew.
   *
   * @param sql within the transaction that moves its content
   * @param move what was done
   * @throws SQLException when the store cannot
   */
  public static void moved(Sql sql, Move move) throws SQLException {
    Boot boot =
        sql.first(
                "select b.* from boot b join unsynced u on u.boot = b.id where u.id=?",
                Clocks::boot,
                move.id())
            .orElseThrow(() -> new SQLException("unsynced"));
    long origin = boot.origin() - move.to().millis();
    sql.update(
        "update unsynced set shift=?, placed_first=?, placed_last=?, bound=? where id=?",
        move.to().millis(),
        move.span().firstMillis() + move.to().millis(),
        move.span().lastMillis() + move.to().millis(),
        bound(boot, move.span().firstMillis() - origin),
        move.id());
    dataMoved(sql, move);
  }

  /**
   * Notes that a block stays where it is, since it cannot be placed anew.
   *
   * @param sql within a transaction
   * @param move what was to be done
   * @throws SQLException when the store cannot
   */
  public static void stays(Sql sql, Move move) throws SQLException {
    sql.update("update unsynced set payload=null, event=null where id=?", move.id());
  }

  /** The newest time of a gateway is taken back with the block that it came from. */
  private static void dataMoved(Sql sql, Move move) throws SQLException {
    sql.update(
        "update gateway set last_data_at = ? where id=? and last_data_at=?",
        move.span().lastMillis() + move.to().millis(),
        move.gateway(),
        move.span().lastMillis() + move.from().millis());
    sql.update(
        "update gateway set last_data_at = max(last_data_at,"
            + " coalesce((select max(last_time) from point where gateway=?1), last_data_at), ?2)"
            + " where id=?1",
        move.gateway(),
        move.span().lastMillis() + move.to().millis());
  }

  /**
   * Which times of a gateway are in doubt.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @param fromMillis the earliest, inclusive
   * @param toMillis the latest, exclusive
   * @return the stretches by their first times, none touching another
   * @throws SQLException when the store cannot
   */
  public static NavigableMap<Long, Stretch> doubts(
      Sql sql, long gateway, long fromMillis, long toMillis) throws SQLException {
    NavigableMap<Long, Stretch> apart = new TreeMap<>();
    for (Stretch each :
        sql.list(
            "select placed_first, placed_last, bound from unsynced where gateway=?"
                + " and placed_first>=? and placed_first<? and placed_last>=?"
                + " order by placed_first limit ?",
            row -> new Stretch(row.whole("placed_first"), row.whole("placed_last"), doubt(row)),
            gateway,
            fromMillis - LONGEST_BLOCK.toMillis(),
            toMillis,
            fromMillis,
            MAX_STRETCHES)) {
      Map.Entry<Long, Stretch> before = apart.lastEntry();
      if (before != null && before.getValue().lastMillis() >= each.firstMillis()) {
        apart.put(before.getKey(), before.getValue().and(each));
      } else {
        apart.put(each.firstMillis(), each);
      }
    }
    return apart;
  }

  /**
   * Whether what a gateway sent last was stamped by a doubtful clock.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @return how far it can be trusted; nothing where the clock was right or says nothing of itself
   * @throws SQLException when the store cannot
   */
  public static Optional<Doubt> now(Sql sql, long gateway) throws SQLException {
    return sql.first(
        "select u.bound from gateway g join unsynced u on u.gateway = g.id"
            + " where g.id=? and g.clock_synced = 0 order by u.id desc limit 1",
        Clocks::doubt,
        gateway);
  }

  private static Doubt doubt(Row row) throws SQLException {
    OptionalLong bound = row.maybeWhole("bound");
    return new Doubt(
        bound.isPresent() ? Optional.of(Duration.ofMillis(bound.getAsLong())) : Optional.empty());
  }
}
