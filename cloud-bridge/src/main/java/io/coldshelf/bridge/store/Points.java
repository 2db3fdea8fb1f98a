package io.coldshelf.bridge.store;

import io.coldshelf.model.PointId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of the points, remembered from one transaction to the next. Whoever rolls one back
 * must {@link #forget}, for a number that was given in it was not given.
 */
public final class Points {

  /** More points than this are not remembered at once. */
  static final int MAX_REMEMBERED = 100_000;

  private final Map<Key, Known> known = new HashMap<>();

  /** Nothing is remembered yet. */
  public Points() {}

  private record Key(long gateway, PointId point) {}

  private record Known(long number, Optional<String> unit) {}

  /**
   * A point's number; what is said of its unit is kept.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param point which point
   * @param unit its unit, where it is said
   * @return its number
   * @throws SQLException when the store cannot
   */
  long number(Sql sql, long gateway, PointId point, Optional<String> unit) throws SQLException {
    Key key = new Key(gateway, point);
    Known now = known.get(key);
    if (now == null || (unit.isPresent() && !unit.equals(now.unit()))) {
      now = new Known(Readings.point(sql, gateway, point, Optional.empty(), unit), unit);
      if (known.size() >= MAX_REMEMBERED) {
        known.clear();
      }
      known.put(key, now);
    }
    return now.number();
  }

  /** Forgets all of them. */
  public void forget() {
    known.clear();
  }
}
