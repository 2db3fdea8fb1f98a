package io.coldshelf.driver.gnss;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Readings of what a receiver says, of each point once a second at the most. */
final class Points {

  static final String LAT = "latitude";
  static final String LON = "longitude";
  static final String SPEED = "speed";
  static final String COURSE = "course";
  static final String ALTITUDE = "altitude";
  static final String FIX = "fix";
  static final String SATELLITES = "satellites";

  private static final Set<String> KNOWN =
      Set.of(LAT, LON, SPEED, COURSE, ALTITUDE, FIX, SATELLITES);

  /** Receivers say everything up to 20 times a second, and once twice: in RMC and in GGA. */
  static final long LEAST_MILLIS = 900;

  private final DeviceSetup setup;
  private final Map<String, Long> saidMillis = new HashMap<>();

  /** Throws IllegalArgumentException for a profile with points that no receiver has. */
  Points(DeviceSetup setup) {
    this.setup = setup;
    for (PointProfile point : setup.profile().points()) {
      if (!KNOWN.contains(point.name())) {
        throw new IllegalArgumentException(
            "'"
                + setup.profile().name()
                + "' has a point '"
                + point.name()
                + "'; a receiver has "
                + String.join(", ", KNOWN.stream().sorted().toList()));
      }
    }
  }

  List<Observation> readings(Map<String, OptionalDouble> said) {
    long now = setup.clock().millis();
    List<Observation> readings = new ArrayList<>();
    for (PointProfile point : setup.profile().points()) {
      OptionalDouble value = said.get(point.name());
      Long before = saidMillis.get(point.name());
      if (value != null && (before == null || now - before >= LEAST_MILLIS)) {
        saidMillis.put(point.name(), now);
        readings.add(reading(new PointId(setup.name(), point.name()), point, now, value));
      }
    }
    return readings;
  }

  /** No fix is no fault of the receiver: it does not hear its satellites. */
  private static Reading reading(
      PointId id, PointProfile point, long nowMillis, OptionalDouble value) {
    return value.isEmpty()
        ? Reading.missing(id, nowMillis, Quality.BAD_NO_COMMUNICATION)
        : point.reading(id, nowMillis, value.getAsDouble());
  }
}
