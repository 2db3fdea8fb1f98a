package io.coldshelf.edge.detect;

import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import java.util.Set;

/**
 * What a value means before anybody uses it: one that the device cannot measure, or by which a
 * converter or sensor says that it has nothing to say, is none. Drivers know their device's own
 * codes; this is for what comes through them, and through recordings, unseen.
 */
public final class Plausibility {

  private static final String CELSIUS = "Cel";

  /**
   * Full scale of 16 bits with none to two decimals, and what is displayed for a probe that is not
   * there; a 1-Wire bus without an answer gives -127.
   */
  private static final Set<Double> CODES =
      Set.of(
          -127.0, 3276.7, -3276.8, 327.67, -327.68, 6553.5, 655.35, 32767.0, -32768.0, 65535.0,
          999.9, -999.9, 999.0, -999.0, 9999.0, -9999.0);

  /** The scratchpad of a DS18B20 after power-on, before its first conversion (its data sheet). */
  private static final double POWER_ON = 85.0;

  private final PointProfile.Range valid;
  private final boolean temperature;
  private final boolean cold;

  /**
   * For one point.
   *
   * @param point what it can measure
   * @param cold whether it measures where things are kept cold, so that 85 °C is no temperature
   */
  public Plausibility(PointProfile point, boolean cold) {
    this.valid = point.valid();
    this.temperature = point.unit().equals(CELSIUS);
    this.cold = cold;
  }

  /**
   * Judges one reading.
   *
   * @param reading as a driver gave it
   * @return the same, or one that is missing, with the reason
   */
  public Reading judge(Reading reading) {
    if (reading.quality().isBad()) {
      return reading;
    }
    double value = reading.value();
    if (temperature && (CODES.contains(value) || (cold && value == POWER_ON))) {
      return Reading.missing(reading.point(), reading.timeMillis(), Quality.BAD_SENSOR_FAILURE);
    }
    return valid.contains(value)
        ? reading
        : Reading.missing(reading.point(), reading.timeMillis(), Quality.BAD_OUT_OF_RANGE);
  }
}
