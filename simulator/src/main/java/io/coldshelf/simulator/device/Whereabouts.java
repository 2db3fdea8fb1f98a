package io.coldshelf.simulator.device;

/**
 * Where a receiver is and how it moves.
 *
 * @param latitude degrees, north is positive
 * @param longitude degrees, east is positive
 * @param speed over ground in m/s
 * @param course degrees from north
 * @param altitude above sea level in m
 * @param satellites how many it uses; 0 where it has no fix
 */
public record Whereabouts(
    double latitude,
    double longitude,
    double speed,
    double course,
    double altitude,
    int satellites) {

  /**
   * Whether it knows where it is.
   *
   * @return false in a tunnel
   */
  public boolean hasFix() {
    return satellites > 0;
  }
}
