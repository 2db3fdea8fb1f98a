package io.coldshelf.edge.detect;

import io.coldshelf.edge.config.Shelf;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.Change;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.model.TagReport;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * One estimate of the stock on one shelf: the scale says how many and at once, the tags say which.
 * Where there is a scale that is believed, it decides; where there is none, the tags do; where
 * neither can be believed the stock is unknown, and unknown is never empty.
 */
public final class StockWatch implements Detector {

  /** The unit of a stock (RFC 8798, 3). */
  public static final String UNIT = "count";

  /** The name of the derived point: {@code <shelf>/stock}. */
  public static final String POINT = "stock";

  private static final long HEARTBEAT_MILLIS = 60_000;

  /** Items that come back within this time, and few, were put back, not restocked. */
  private static final long RETURN_MILLIS = 60_000;

  private static final int RETURN_ITEMS = 2;

  /** Far enough in the past that any time less this is long, and does not overflow. */
  private static final long NEVER_TAKEN = Long.MIN_VALUE / 2;

  private final Shelf shelf;
  private final PointId stockPoint;
  private final WeightCount weight;
  private final TagCount tags;
  private final StockEstimate estimate;
  private final MisplacedItems misplaced;
  private final ExpiredItems expired;
  private final Overstock overstock;
  private final Alert stockout;
  private final Alert lowStock;
  private final Recorded recorded;

  private OptionalInt stock = OptionalInt.empty();
  private final List<Epc> goneSince = new ArrayList<>();
  private long lastTakenMillis = NEVER_TAKEN;
  private long nextHeartbeatMillis = NEVER;
  private long saidMillis = Long.MIN_VALUE;

  /**
   * For one shelf.
   *
   * @param gateway the gateway's id
   * @param shelf what is watched
   * @param weightStale silence of a scale after which its count is no longer known
   * @param timezone where a day ends
   */
  public StockWatch(String gateway, Shelf shelf, Duration weightStale, ZoneId timezone) {
    this.shelf = shelf;
    this.stockPoint = new PointId(shelf.name(), POINT);
    this.tags = new TagCount(shelf);
    this.misplaced = new MisplacedItems(gateway, shelf.name());
    this.expired = new ExpiredItems(gateway, shelf.name(), timezone);
    this.overstock = new Overstock(gateway, shelf.name(), shelf.capacity());
    this.weight =
        new WeightCount(
            shelf.weight(),
            shelf.product().itemWeightKg().orElse(Double.NaN),
            shelf.capacity() * 3 / 2 + 1,
            weightStale.toMillis());
    this.estimate = new StockEstimate(weight, tags);
    this.stockout = new Alert(gateway, EventKind.STOCKOUT, shelf.name());
    this.lowStock = new Alert(gateway, EventKind.LOW_STOCK, shelf.name());
    this.recorded = new Recorded(gateway);
  }

  @Override
  public String key() {
    return "stock/" + shelf.name();
  }

  @Override
  public void accept(Observation observation, Findings out) {
    switch (observation) {
      case Reading reading -> weight.accept(reading);
      case TagReport report -> tags.accept(report);
      case DeviceState state -> {
        tags.accept(state);
        if (!state.online()) {
          weight.forget(state.device());
        }
      }
      case AntennaState antenna -> tags.accept(antenna);
      case DataGap gap -> tags.accept(gap);
    }
    settle(observation.timeMillis(), out);
  }

  @Override
  public long deadline() {
    return Math.min(
        Math.min(tags.deadline(), estimate.deadline()),
        Math.min(overstock.deadline(), nextHeartbeatMillis));
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    if (nowMillis >= tags.deadline()) {
      gone(tags.wake(nowMillis));
      misplaced.judge(tags.foreign(nowMillis, MisplacedItems.LASTING_MILLIS), nowMillis, out);
      if (expired.isDue(nowMillis)) {
        expired.judge(tags.here(), nowMillis, out);
      }
    }
    if (nowMillis >= nextHeartbeatMillis) {
      say(nowMillis, out);
    }
    settle(nowMillis, out);
    overstock.wake(stock.orElse(0), nowMillis, tooMuch(nowMillis), out);
  }

  /** Which tags went is evidence for the next change of the stock; the latest are enough. */
  private void gone(List<Epc> epcs) {
    goneSince.addAll(epcs);
    if (goneSince.size() > TagPresence.MAX_TAGS) {
      goneSince.subList(0, goneSince.size() - TagPresence.MAX_TAGS).clear();
    }
  }

  private void settle(long nowMillis, Findings out) {
    OptionalInt now = estimate.at(nowMillis);
    if (now.isEmpty()) {
      return;
    }
    if (now.equals(stock)) {
      if (nextHeartbeatMillis == NEVER) {
        // After a restart: the stock is what it was, and that is said again from now on.
        say(nowMillis, out);
      }
      return;
    }
    int count = now.getAsInt();
    if (stock.isPresent()) {
      moved(nowMillis, stock.getAsInt(), count, out);
    }
    stock = now;
    say(nowMillis, out);
    judgeStockout(nowMillis, count, out);
    judgeLowStock(nowMillis, count, out);
    overstock.judge(count, nowMillis, tooMuch(nowMillis), out);
  }

  private BiFunction<String, String, Statement> tooMuch(long nowMillis) {
    return (reason, suggestion) ->
        statement(reason, nowMillis, stock.orElse(0), shelf.capacity(), suggestion);
  }

  private void moved(long nowMillis, int before, int after, Findings out) {
    int items = Math.abs(after - before);
    Change change;
    List<Epc> which = List.of();
    if (after < before) {
      change = Change.TAKEN;
      lastTakenMillis = nowMillis;
      which = goneSince.size() <= items ? List.copyOf(goneSince) : List.of();
    } else {
      boolean back = items <= RETURN_ITEMS && nowMillis - lastTakenMillis <= RETURN_MILLIS;
      change = back ? Change.RETURNED : Change.ARRIVED;
    }
    goneSince.clear();
    String reason =
        shelf.name()
            + ": "
            + items
            + (items == 1 ? " item " : " items ")
            + change.code()
            + ", "
            + after
            + " left.";
    out.event(
        recorded.event(
            EventKind.ITEMS,
            change,
            shelf.name(),
            nowMillis,
            Severity.INFO,
            new Statement(
                reason,
                measure(after, OptionalDouble.empty()),
                evidence(nowMillis, items, which, Optional.empty()))));
  }

  private void judgeStockout(long nowMillis, int count, Findings out) {
    if (count == 0 && !stockout.isOpen()) {
      String reason = shelf.name() + ": " + shelf.product().name() + " is sold out.";
      out.event(
          stockout.open(
              nowMillis,
              Severity.CRITICAL,
              statement(reason, nowMillis, count, 0, "Restock " + shelf.capacity() + " items.")));
    } else if (count > 0 && stockout.isOpen()) {
      String reason = shelf.name() + ": " + count + " on the shelf again.";
      out.event(stockout.close(nowMillis, statement(reason, nowMillis, count, 0, "")));
    }
  }

  private void judgeLowStock(long nowMillis, int count, Findings out) {
    int low = shelf.lowAt();
    if (count <= low && !lowStock.isOpen()) {
      String left = count == 0 ? "none" : "only " + count;
      String reason = shelf.name() + ": " + left + " of " + shelf.capacity() + " left.";
      String suggestion = "Bring " + (shelf.capacity() - count) + " from the store room.";
      out.event(
          lowStock.open(
              nowMillis, Severity.WARNING, statement(reason, nowMillis, count, low, suggestion)));
    } else if (count > low && lowStock.isOpen()) {
      String reason = shelf.name() + ": " + count + " on the shelf again.";
      out.event(lowStock.close(nowMillis, statement(reason, nowMillis, count, low, "")));
    }
  }

  private Statement statement(
      String reason, long nowMillis, int count, int limit, String suggestion) {
    return new Statement(
        reason,
        measure(count, OptionalDouble.of(limit)),
        evidence(
            nowMillis, count, List.of(), Optional.of(suggestion).filter(text -> !text.isEmpty())));
  }

  private static Optional<Measure> measure(int count, OptionalDouble limit) {
    return Optional.of(new Measure(count, UNIT, limit, OptionalDouble.empty()));
  }

  private Evidence evidence(
      long nowMillis, int items, List<Epc> which, Optional<String> suggestion) {
    return new Evidence(
        Optional.of(shelf.product().gtin()),
        Optional.empty(),
        OptionalLong.of(items),
        OptionalDouble.of(estimate.confidence(nowMillis)),
        which,
        suggestion);
  }

  private void say(long nowMillis, Findings out) {
    nextHeartbeatMillis = nowMillis + HEARTBEAT_MILLIS;
    OptionalInt known = estimate.at(nowMillis);
    // Two within one millisecond are set apart, or the second would take the first one's place.
    saidMillis = Math.max(nowMillis, saidMillis + 1);
    out.reading(
        known.isPresent()
            ? Reading.good(stockPoint, saidMillis, known.getAsInt())
            : Reading.missing(stockPoint, saidMillis, Quality.BAD_NO_COMMUNICATION));
  }

  @Override
  public void shift(long deltaMillis) {
    stockout.shift(deltaMillis);
    lowStock.shift(deltaMillis);
    recorded.shift(deltaMillis);
    weight.shift(deltaMillis);
    lastTakenMillis += lastTakenMillis == NEVER_TAKEN ? 0 : deltaMillis;
    saidMillis += saidMillis == Long.MIN_VALUE ? 0 : deltaMillis;
    tags.shift(deltaMillis);
    estimate.shift(deltaMillis);
    misplaced.shift(deltaMillis);
    overstock.shift(deltaMillis);
    expired.shift(deltaMillis);
    nextHeartbeatMillis += nextHeartbeatMillis == NEVER ? 0 : deltaMillis;
  }

  @Override
  public void save(Snapshot into) {
    stock.ifPresent(count -> into.put("stock", count));
    stockout.save(into, "stockout.");
    lowStock.save(into, "low.");
    recorded.save(into, "recorded.");
    into.put("lastTaken", lastTakenMillis);
    weight.save(into, "weight.");
    tags.save(into, "tag.");
    estimate.save(into, "estimate.");
    misplaced.save(into, "misplaced.");
    overstock.save(into, "overstock.");
    expired.save(into, "expired.");
  }

  @Override
  public void restore(Snapshot from) {
    long count = from.number("stock", -1);
    stock = count < 0 ? OptionalInt.empty() : OptionalInt.of((int) count);
    stockout.restore(from, "stockout.");
    lowStock.restore(from, "low.");
    recorded.restore(from, "recorded.");
    lastTakenMillis = from.number("lastTaken", lastTakenMillis);
    weight.restore(from, "weight.");
    tags.restore(from, "tag.");
    estimate.restore(from, "estimate.");
    misplaced.restore(from, "misplaced.");
    overstock.restore(from, "overstock.");
    expired.restore(from, "expired.");
  }
}
