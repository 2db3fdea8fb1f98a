package io.coldshelf.bridge.fleet;

import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.Alerts;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.EventKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What lies on the shelves now. */
public final class Shelves {

  private Shelves() {}

  /** How a shelf stands. */
  public enum State {
    /** Enough is there. */
    OK,
    /** At or below its low mark. */
    LOW,
    /** Nothing is left. */
    EMPTY,
    /** Nobody can say: no count is known, or it is too old. */
    UNKNOWN
  }

  /**
   * A shelf now.
   *
   * @param gateway whose
   * @param plan how it is configured
   * @param stock how many items; empty when unknown
   * @param stockMillis of when that count is, milliseconds since 1970
   * @param state how it stands
   * @param alert the newest open alert about it
   */
  public record Shelf(
      Fleet.Gateway gateway,
      Reported.ShelfPlan plan,
      OptionalDouble stock,
      OptionalLong stockMillis,
      State state,
      Optional<String> alert) {}

  private record Count(long timeMillis, double items) {}

  /**
   * Lists them.
   *
   * @param sql a connection
   * @param sites those that may be seen, as a JSON array; empty for all
   * @param now milliseconds since 1970
   * @return by site, gateway and the order of their configuration
   * @throws SQLException when the store cannot
   */
  public static List<Shelf> list(Sql sql, Optional<String> sites, long now) throws SQLException {
    List<Shelf> shelves = new ArrayList<>();
    for (Fleet.Gateway gateway : Fleet.gateways(sql, sites)) {
      if (gateway.reported().shelves().isEmpty()) {
        continue;
      }
      Map<String, Count> counts = counts(sql, gateway.number());
      List<Alert> open = Alerts.open(sql, gateway.number());
      for (Reported.ShelfPlan plan : gateway.reported().shelves()) {
        shelves.add(shelf(gateway, plan, Optional.ofNullable(counts.get(plan.name())), open, now));
      }
    }
    return shelves;
  }

  private static Map<String, Count> counts(Sql sql, long gateway) throws SQLException {
    Map<String, Count> counts = new HashMap<>();
    sql.list(
            "select shelf, time, value from stock where gateway=?",
            row ->
                Map.entry(
                    row.text("shelf"),
                    new Count(row.whole("time"), row.maybeReal("value").orElse(0))),
            gateway)
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  private static Shelf shelf(
      Fleet.Gateway gateway,
      Reported.ShelfPlan plan,
      Optional<Count> count,
      List<Alert> open,
      long now) {
    boolean known = count.isPresent() && gateway.presence().isFresh(now);
    OptionalDouble stock = known ? OptionalDouble.of(count.get().items()) : OptionalDouble.empty();
    OptionalLong at =
        count.isPresent() ? OptionalLong.of(count.get().timeMillis()) : OptionalLong.empty();
    Optional<String> alert =
        open.stream()
            .filter(a -> a.subject().equals(plan.name()))
            .filter(a -> a.kind() == EventKind.STOCKOUT || a.kind() == EventKind.LOW_STOCK)
            .map(Alert::id)
            .findFirst();
    return new Shelf(gateway, plan, stock, at, state(stock, plan), alert);
  }

  static State state(OptionalDouble stock, Reported.ShelfPlan plan) {
    if (stock.isEmpty()) {
      return State.UNKNOWN;
    }
    if (stock.getAsDouble() <= 0) {
      return State.EMPTY;
    }
    return stock.getAsDouble() <= plan.lowAt() ? State.LOW : State.OK;
  }
}
