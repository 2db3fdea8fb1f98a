package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.store.Clocks;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Events;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.bridge.store.Payloads;
import io.coldshelf.bridge.store.Points;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.bridge.store.StoreException;
import io.coldshelf.bridge.store.Unfolding;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.Topics;
import io.coldshelf.wire.WireException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What is done behind the acknowledgements, in short steps between batches:
 *
 * <pre>
 *   1  blocks are unfolded into readings, in the order of arrival
 *   2  what a doubtful clock stamped is placed anew, once something better is known
 *   3  what is old is deleted
 * </pre>
 *
 * <p>While few readings come their blocks are unfolded in the transaction that keeps them, and
 * nothing of this is noticed. In a flood acknowledging goes first, until the oldest block has
 * waited for {@link #MAX_LAG}; from then on as much is unfolded as is taken in. That bounds what
 * waits.
 */
final class Backlog {

  /** A batch of no more readings is unfolded at once, where nothing waits. */
  static final int INLINE_READINGS = 4000;

  /** Blocks that one step unfolds. */
  static final int STEP_BLOCKS = 128;

  /** Readings that one step unfolds, give or take a block; some 20 ms. */
  static final int STEP_READINGS = 8000;

  /** Blocks that one step places anew. */
  static final int STEP_MOVES = 64;

  /** Readings that one step places anew, give or take a block; that costs more than unfolding. */
  static final int STEP_MOVED_READINGS = 1000;

  /** A block does not wait longer for its readings to be seen, whatever comes in. */
  static final Duration MAX_LAG = Duration.ofSeconds(60);

  /** What is old is looked for so often. */
  static final Duration TIDY_EVERY = Duration.ofMinutes(10);

  private static final System.Logger LOG = System.getLogger(Backlog.class.getName());

  private final Database database;
  private final InstantSource clock;
  private final Retention retention;
  private final Consumer<List<Alert>> changed;
  private final Points points = new Points();
  private boolean unfolds = true; // whoever was here before may have left something
  private boolean places = true;
  private long tidyMillis;

  Backlog(
      Database database, InstantSource clock, Retention retention, Consumer<List<Alert>> changed) {
    this.database = database;
    this.clock = clock;
    this.retention = retention;
    this.changed = changed;
    this.tidyMillis = clock.millis();
  }

  /**
   * Does one step, if it is time for one.
   *
   * @param flooded whether readings wait to be taken in
   * @param taken how many blocks of readings were taken in since the step before
   * @return whether there is more to do
   */
  boolean work(boolean flooded, int taken) {
    if (unfolds && (!flooded || isLate())) {
      unfolds = unfold(Math.max(STEP_BLOCKS, taken));
      return true;
    }
    if (flooded) {
      return true;
    }
    if (places) {
      places = place();
      return places;
    }
    return tidy();
  }

  /** Something was kept that is not unfolded. */
  void add() {
    unfolds = true;
  }

  /** A transaction in which this had a part has failed. */
  void failed() {
    points.forget();
  }

  private boolean isLate() {
    OptionalLong since = database.read(Payloads::waiting).sinceMillis();
    return since.isPresent() && clock.millis() - since.getAsLong() > MAX_LAG.toMillis();
  }

  /** Returns whether something was left to unfold. */
  private boolean unfold(int maxBlocks) {
    try {
      int _ = database.write(sql -> unfold(sql, maxBlocks, STEP_READINGS));
      return database.read(Payloads::waiting).blocks() > 0;
    } catch (StoreException e) {
      failed();
      if (!e.isOfData()) {
        throw e;
      }
      LOG.log(Level.WARNING, "Blocks are unfolded one by one", e);
      unfoldOneOrSetAside();
      return true;
    }
  }

  /** Such a block should not exist, since it was read; if it does it must not stop all others. */
  private void unfoldOneOrSetAside() {
    try {
      int _ = database.write(sql -> unfold(sql, 1, 1));
    } catch (StoreException e) {
      failed();
      if (!e.isOfData()) {
        throw e;
      }
      int _ =
          database.write(sql -> {
            List<Payloads.Kept> next = Payloads.next(sql, 1, 1);
            for (Payloads.Kept kept : next) {
              setAside(sql, kept, String.valueOf(e.getMessage()));
              Payloads.unfolded(sql, kept.id());
            }
            return next.size();
          });
    }
  }

  /** Unfolds the next blocks within a transaction; returns how many. */
  int unfold(Sql sql, int maxBlocks, int maxReadings) throws SQLException {
    List<Payloads.Kept> next = Payloads.next(sql, maxBlocks, maxReadings);
    if (next.isEmpty()) {
      return 0;
    }
    Unfolding unfolding = new Unfolding(sql, points);
    for (Payloads.Kept kept : next) {
      try {
        add(sql, unfolding, kept, read(sql, kept));
      } catch (WireException | IllegalArgumentException | ArithmeticException e) {
        setAside(sql, kept, Decoder.text(e));
      }
    }
    long _ = unfolding.write();
    Payloads.unfolded(sql, next.getLast().id());
    return next.size();
  }

  private static ReadingsPayload read(Sql sql, Payloads.Kept kept) throws SQLException {
    return ReadingsPayload.read(
        Gateways.named(sql, kept.gateway()).gateway(),
        kept.content().encoding(),
        kept.content().body());
  }

  private void add(Sql sql, Unfolding unfolding, Payloads.Kept kept, ReadingsPayload payload)
      throws SQLException {
    Optional<Unfolding.Span> span = Unfolding.span(payload);
    if (span.isEmpty()) {
      return;
    }
    Unfolding.Shift shift = Unfolding.Shift.NONE;
    if (kept.content().clock().isPresent()) {
      shift =
          Clocks.note(
              sql,
              kept.gateway(),
              kept.content().clock().get(),
              span.get(),
              Clocks.Content.payload(kept.id()));
      places = true;
    }
    unfolding.add(kept.gateway(), payload, shift);
    Gateways.data(sql, kept.gateway(), span.get().lastMillis() + shift.millis());
  }

  private void setAside(Sql sql, Payloads.Kept kept, String reason) throws SQLException {
    Topics topics = Gateways.named(sql, kept.gateway());
    LOG.log(
        Level.WARNING,
        "A block of readings of {0} cannot be read and is set aside: {1}",
        topics.source(),
        reason);
    long _ =
        Events.reject(
            sql, topics.lane(Lane.READINGS), reason, kept.content().body(), clock.millis());
  }

  /** A clock was noted that may be better than those before. */
  void placeAnew() {
    places = true;
  }

  /** Places some blocks anew; returns whether there may be more. */
  private boolean place() {
    try {
      Placing placing =
          database.write(sql -> new Placing(sql, points).step(STEP_MOVES, STEP_MOVED_READINGS));
      if (!placing.alerts().isEmpty()) {
        changed.accept(placing.alerts());
      }
      return placing.moves() > 0;
    } catch (StoreException e) {
      failed();
      throw e;
    }
  }

  private boolean tidy() {
    long now = clock.millis();
    if (now - tidyMillis < TIDY_EVERY.toMillis()) {
      return false;
    }
    if (database.write(sql -> retention.step(sql, now)) > 0) {
      return true;
    }
    tidyMillis = now;
    return false;
  }
}
