package io.coldshelf.model;

/**
 * Whatever a driver has to say, stamped with the time at which it was so.
 *
 * <p>Times are milliseconds since 1970-01-01T00:00Z, from a clock that never runs backwards while
 * the process lives. Nothing downstream asks another clock.
 */
public sealed interface Observation permits Reading, TagReport, AntennaState, DeviceState, DataGap {

  /**
   * Who says so.
   *
   * @return the device's name in the gateway's configuration
   */
  String device();

  /**
   * When it was so.
   *
   * @return milliseconds since 1970
   */
  long timeMillis();
}
