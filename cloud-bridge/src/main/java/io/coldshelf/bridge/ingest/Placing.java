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
import io.coldshelf.wire.WireException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places blocks anew whose clock turned out to have been wrong. A block of readings is read again
 * as it came: so exactly its readings are moved, and not what else lies in the same stretch of
 * time, such as another boot that began in 1970 too. Used once, within one transaction.
 */
final class Placing {

  private static final System.Logger LOG = System.getLogger(Placing.class.getName());

  private final Sql sql;
  private final Points points;
  private final List<Alert> alerts = new ArrayList<>();
  private int moves;
  private int readings;

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

  /** Places the next ones, until so many blocks or so many readings are placed. */
  Placing step(int maxBlocks, int maxReadings) throws SQLException {
    for (Clocks.Move move : Clocks.next(sql, maxBlocks)) {
      if (readings >= maxReadings) {
        break;
      }
      if (move.from().millis() == move.to().millis() || isMoved(move)) {
        Clocks.moved(sql, move);
      } else {
        Clocks.stays(sql, move);
      }
      moves++;
    }
    return this;
  }

  /** False where what was read once cannot be read any more; then nothing of it is moved. */
  private boolean isMoved(Clocks.Move move) throws SQLException {
    try {
      if (move.content().payload().isPresent()) {
        readings(move, move.content().payload().getAsLong());
      }
      if (move.content().event().isPresent()) {
        event(move, move.content().event().getAsLong());
      }
      return true;
    } catch (WireException e) {
      LOG.log(Level.WARNING, "A block cannot be placed anew and stays where it is", e);
      return false;
    }
  }

  private void readings(Clocks.Move move, long id) throws SQLException {
    Optional<Payloads.Kept> kept = Payloads.find(sql, id);
    if (kept.isEmpty()) {
      return;
    }
    ReadingsPayload payload =
        ReadingsPayload.read(
            Gateways.named(sql, move.gateway()).gateway(),
            kept.get().content().encoding(),
            kept.get().content().body());
    readings += payload.readings().size() + payload.sightings().size();
    Unfolding.move(sql, points, move.gateway(), payload, move.from(), move.to());
  }

  private void event(Clocks.Move move, long number) throws SQLException {
    EventLog.move(sql, number, move.to().millis()).ifPresent(alerts::add);
    String shelf =
        sql.first("select subject from event where seq=?", row -> row.text("subject"), number)
            .orElseThrow(() -> new SQLException("event"));
    Unfolding.moveStock(
        sql, move.gateway(), shelf, move.span().lastMillis(), move.from(), move.to());
  }
}
