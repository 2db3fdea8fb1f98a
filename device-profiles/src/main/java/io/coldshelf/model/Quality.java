package io.coldshelf.model;

import java.util.Optional;

/**
 * How far a reading's value may be trusted, after the status codes of OPC UA (Part 8, 6.3).
 *
 * <p>A {@code BAD} reading has no value at all: it says that the point was asked and why nothing
 * can be said. It never enters an average, a count or a rule.
 */
public enum Quality {
  /** Measured, in range, nothing to object. */
  GOOD(Level.GOOD, "good"),
  /** Measured while still moving: a scale not at rest, a probe that warms up. */
  UNCERTAIN_UNSTABLE(Level.UNCERTAIN, "uncertain-unstable"),
  /** Measured, but the device itself doubts its accuracy. */
  UNCERTAIN_ACCURACY(Level.UNCERTAIN, "uncertain-accuracy"),
  /** No reason is known. */
  BAD(Level.BAD, "bad"),
  /** The device does not answer. */
  BAD_NO_COMMUNICATION(Level.BAD, "bad-no-communication"),
  /** The device answers that its sensor is broken, open, shorted or not there. */
  BAD_SENSOR_FAILURE(Level.BAD, "bad-sensor-failure"),
  /** The value is one that this device cannot measure. */
  BAD_OUT_OF_RANGE(Level.BAD, "bad-out-of-range"),
  /** More than the device can measure, for now: a hand that leans on a scale. */
  BAD_OVERLOAD(Level.BAD, "bad-overload"),
  /** The answer could not be understood. */
  BAD_ENCODING(Level.BAD, "bad-encoding"),
  /** The device refuses: the profile or the configuration does not fit it. */
  BAD_CONFIGURATION(Level.BAD, "bad-configuration");

  /** The three levels of OPC UA. */
  public enum Level {
    /** May be used. */
    GOOD,
    /** May be shown, and used with care. */
    UNCERTAIN,
    /** Holds no value. */
    BAD
  }

  private final Level level;
  private final String code;

  Quality(Level level, String code) {
    this.level = level;
    this.code = code;
  }

  /**
   * The level.
   *
   * @return good, uncertain or bad
   */
  public Level level() {
    return level;
  }

  /**
   * Whether the value may be used without care.
   *
   * @return true for {@link #GOOD}
   */
  public boolean isGood() {
    return level == Level.GOOD;
  }

  /**
   * Whether there is no value.
   *
   * @return true for every {@code BAD} quality
   */
  public boolean isBad() {
    return level == Level.BAD;
  }

  /**
   * The written form, as in replay files and on the wire.
   *
   * @return lower case, words joined by hyphens
   */
  public String code() {
    return code;
  }

  /**
   * Reads the written form.
   *
   * @param code as {@link #code()} gives it
   * @return the quality, or nothing for an unknown word
   */
  public static Optional<Quality> ofCode(String code) {
    for (Quality quality : values()) {
      if (quality.code.equals(code)) {
        return Optional.of(quality);
      }
    }
    return Optional.empty();
  }
}
