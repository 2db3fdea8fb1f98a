package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.EventLog;
import io.coldshelf.bridge.store.Clocks;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.bridge.store.Payloads;
import io.coldshelf.bridge.store.Points;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.bridge.store.Unfolding;
import io.coldshelf.wire.ReadingsPayload;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Places blocks anew whose clock turned out to have been wrong. A block of readings is read again
 * as it came: so exactly its readings are moved, and not what else lies in the same stretch of
 * time, such as another boot that began in 1970 too. Used once, within one transaction.
 */
final class Placing {

  private final Sql sql;
  private final Points points;
  private final List<Alert> alerts = new ArrayList<>();
  private int moves;

  Placing(Sql sql, Points points) {
    this.sql = sql;
    this.points = points;
  }

  /** The alerts whose times were moved. */
  List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  /** How many blocks were placed anew. */
  int moves() {
    return moves;
  }

  /** Places the next ones, at most so many. */
  Placing step(int limit) throws SQLException {
    Optional<Clocks.Move> next = Clocks.next(sql);
    while (next.isPresent() && moves < limit) {
      if (next.get().from().millis() != next.get().to().millis()) {
        move(next.get());
      }
      Clocks.moved(sql, next.get());
      moves++;
      next = moves < limit ? Clocks.next(sql) : Optional.empty();
    }
    return this;
  }

  private void move(Clocks.Move move) throws SQLException {
    OptionalLong payload = move.content().payload();
    if (payload.isPresent()) {
      Optional<Payloads.Kept> kept = Payloads.find(sql, payload.getAsLong());
      if (kept.isPresent()) {
        Unfolding.move(
            sql,
            points,
            move.gateway(),
            ReadingsPayload.read(
                Gateways.named(sql, move.gateway()).gateway(),
                kept.get().content().encoding(),
                kept.get().content().body()),
            move.from(),
            move.to());
      }
    }
    OptionalLong event = move.content().event();
    if (event.isPresent()) {
      EventLog.move(sql, event.getAsLong(), move.to().millis()).ifPresent(alerts::add);
      String shelf =
          sql.first(
                  "select subject from event where seq=?",
                  row -> row.text("subject"),
                  event.getAsLong())
              .orElseThrow(() -> new SQLException("event"));
      Unfolding.moveStock(
          sql, move.gateway(), shelf, move.span().lastMillis(), move.from(), move.to());
    }
  }
}
