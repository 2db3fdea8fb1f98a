package io.coldshelf.edge.journal;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.WireException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of {@code pending}, read back. */
final class StoredPending {

  private StoredPending() {}

  static OpenBlock read(Statement statement, Payloads payloads)
      throws SQLException, Sqlite.Damaged {
    List<Reading> readings = new ArrayList<>();
    List<Sighting> sightings = new ArrayList<>();
    Optional<ClockState> clock = Optional.empty();
    try (ResultSet rows = statement.executeQuery("select clock, payload from pending order by n")) {
      while (rows.next()) {
        clock = Rows.clock(rows.getString(1));
        ReadingsPayload payload = payloads.read(Block.Encoding.COLUMNS, rows.getBytes(2));
        readings.addAll(payload.readings());
        sightings.addAll(payload.sightings());
      }
    } catch (WireException e) {
      throw new Sqlite.Damaged("what waited for a block was altered: " + e.getMessage());
    }
    return readings.isEmpty() && sightings.isEmpty()
        ? OpenBlock.EMPTY
        : new OpenBlock(readings, sightings, clock);
  }
}
