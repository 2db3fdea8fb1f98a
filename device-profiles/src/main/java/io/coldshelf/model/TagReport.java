package io.coldshelf.model;

import java.util.OptionalInt;

/**
 * One tag as a reader reports it: the raw form, before it becomes part of a sighting.
 *
 * @param device the reader's name
 * @param antenna which antenna, from 1
 * @param epc the tag
 * @param timeMillis when it was last seen in this report, milliseconds since 1970
 * @param firstSeenMillis when it was first seen in this report, milliseconds since 1970
 * @param count how often it was seen, at least 1
 * @param rssiDbm the peak strength in dBm where the reader tells
 */
public record TagReport(
    String device,
    int antenna,
    Epc epc,
    long timeMillis,
    long firstSeenMillis,
    int count,
    OptionalInt rssiDbm)
    implements Observation {

  /** Ranges as said for the components. */
  public TagReport {
    if (antenna < 1 || count < 1 || firstSeenMillis > timeMillis) {
      throw new IllegalArgumentException(
          "antenna "
              + antenna
              + ", count "
              + count
              + ", seen "
              + firstSeenMillis
              + " to "
              + timeMillis);
    }
  }
}
