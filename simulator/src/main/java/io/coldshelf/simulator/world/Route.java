package io.coldshelf.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** A road and the times at which a truck is where on it, in seconds of physics from its start. */
public final class Route {

  private static final double EARTH_METRES = 6_371_008.8;

  /**
   * A point of the road, and how long the truck stays there.
   *
   * @param latitude degrees, north positive
   * @param longitude degrees, east positive
   * @param stopSeconds how long it stands there; 0 where it drives through
   * @param doorSeconds how long its door is open in that time
   */
  public record Waypoint(
      double latitude, double longitude, double stopSeconds, double doorSeconds) {

    /** Checks that the door closes before the truck leaves. */
    public Waypoint {
      if (!(doorSeconds >= 0) || !(stopSeconds >= doorSeconds)) {
        throw new IllegalArgumentException(
            "a door open for " + doorSeconds + " s at a stop of " + stopSeconds + " s");
      }
    }

    /**
     * A bend of the road.
     *
     * @param latitude degrees, north positive
     * @param longitude degrees, east positive
     * @return a point without a stop
     */
    public static Waypoint bend(double latitude, double longitude) {
      return new Waypoint(latitude, longitude, 0, 0);
    }
  }

  /** A stop in time. */
  record Stop(double arriveSeconds, double stopSeconds, double doorSeconds) {}

  private record Leg(Waypoint from, Waypoint to, double departSeconds, double seconds) {}

  private final double metresPerSecond;
  private final List<Leg> legs = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();

  /**
   * A road driven at an even speed.
   *
   * @param waypoints at least two, apart from each other
   * @param metresPerSecond the speed between them
   */
  public Route(List<Waypoint> waypoints, double metresPerSecond) {
    if (waypoints.size() < 2 || !(metresPerSecond > 0)) {
      throw new IllegalArgumentException(
          waypoints.size() + " waypoints at " + metresPerSecond + " m/s");
    }
    this.metresPerSecond = metresPerSecond;
    double clock = 0;
    for (int i = 0; i < waypoints.size(); i++) {
      Waypoint here = waypoints.get(i);
      if (here.stopSeconds() > 0) {
        stops.add(new Stop(clock, here.stopSeconds(), here.doorSeconds()));
        clock += here.stopSeconds();
      }
      if (i + 1 < waypoints.size()) {
        Leg leg = leg(here, waypoints.get(i + 1), clock);
        legs.add(leg);
        clock += leg.seconds();
      }
    }
  }

  /**
   * Where the truck is.
   *
   * @param seconds of physics since its start
   * @return its place; at the last waypoint when the road has ended
   */
  public Position at(double seconds) {
    Leg current = legs.getFirst();
    for (Leg leg : legs) {
      if (leg.departSeconds() <= seconds) {
        current = leg;
      }
    }
    double part = Math.clamp((seconds - current.departSeconds()) / current.seconds(), 0, 1);
    boolean drives = seconds >= current.departSeconds() && part < 1;
    return new Position(
        between(current.from().latitude(), current.to().latitude(), part),
        between(current.from().longitude(), current.to().longitude(), part),
        drives ? metresPerSecond : 0,
        course(current.from(), current.to()));
  }

  List<Stop> stops() {
    return List.copyOf(stops);
  }

  private Leg leg(Waypoint from, Waypoint to, double departSeconds) {
    double metres = metres(from, to);
    if (!(metres > 0)) {
      throw new IllegalArgumentException("two waypoints at one place: " + from);
    }
    return new Leg(from, to, departSeconds, metres / metresPerSecond);
  }

  private static double between(double from, double to, double part) {
    return from + (to - from) * part;
  }

  /** The great circle (haversine), on a sphere of the earth's mean radius. */
  static double metres(Waypoint from, Waypoint to) {
    double lat1 = StrictMath.toRadians(from.latitude());
    double lat2 = StrictMath.toRadians(to.latitude());
    double north = StrictMath.sin((lat2 - lat1) / 2);
    double east = StrictMath.sin(StrictMath.toRadians(to.longitude() - from.longitude()) / 2);
    double chord = north * north + StrictMath.cos(lat1) * StrictMath.cos(lat2) * east * east;
    return 2 * EARTH_METRES * StrictMath.asin(StrictMath.sqrt(chord));
  }

  private static double course(Waypoint from, Waypoint to) {
    double lat1 = StrictMath.toRadians(from.latitude());
    double lat2 = StrictMath.toRadians(to.latitude());
    double east = StrictMath.toRadians(to.longitude() - from.longitude());
    double y = StrictMath.sin(east) * StrictMath.cos(lat2);
    double x =
        StrictMath.cos(lat1) * StrictMath.sin(lat2)
            - StrictMath.sin(lat1) * StrictMath.cos(lat2) * StrictMath.cos(east);
    return (StrictMath.toDegrees(StrictMath.atan2(y, x)) + 360) % 360;
  }
}
