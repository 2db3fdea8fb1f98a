package io.coldshelf.profile;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all messages of a device that speaks by itself.
 *
 * @param availability the topic, below the device's own, on which is said whether it can be
 *     reached; nothing where nobody says so
 * @param time where a payload says when it was measured
 * @param every how often the device reports at least; three times this is silence
 */
public record Messages(Optional<String> availability, Optional<Time> time, Duration every) {

  /** How often a device reports of which nothing is known. */
  public static final Duration EVERY = Duration.ofHours(1);

  /** Nothing is known. */
  public static final Messages UNKNOWN = new Messages(Optional.empty(), Optional.empty(), EVERY);

  /**
   * A time in a payload.
   *
   * @param pointer where
   * @param form how it is written
   */
  public record Time(JsonPointer pointer, Form form) {

    /** How a time is written. */
    public enum Form {
      /** ISO 8601 with an offset or Z, or milliseconds since 1970: Zigbee2MQTT has both. */
      ISO_8601_OR_MILLIS,
      /** Seconds since 1970, with a fraction. */
      SECONDS
    }
  }

  /**
   * The same of a device that reports at another pace.
   *
   * @param every how often it reports at least
   * @return with that
   */
  public Messages reportingEvery(Duration every) {
    return new Messages(availability, time, every);
  }
}
