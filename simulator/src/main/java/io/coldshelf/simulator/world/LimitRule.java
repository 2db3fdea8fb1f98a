package io.coldshelf.simulator.world;

import io.coldshelf.profile.ProductClass.Side;
import java.time.Duration;
import java.util.Locale;

/**
 * A limit for the air and how long it may be passed in one run.
 *
 * @param side which side is wrong; the limit itself is right
 * @param celsius the limit in degrees Celsius
 * @param grace how long in one run it may be passed before the rule is broken
 * @param hysteresisKelvin how far inside the air must be for a breach to end
 */
public record LimitRule(Side side, double celsius, Duration grace, double hysteresisKelvin) {

  boolean isPassedBy(double temperature) {
    return switch (side) {
      case ABOVE -> temperature > celsius;
      case BELOW -> temperature < celsius;
    };
  }

  boolean isBackInside(double temperature) {
    return switch (side) {
      case ABOVE -> temperature <= celsius - hysteresisKelvin;
      case BELOW -> temperature >= celsius + hysteresisKelvin;
    };
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s %.1f Cel for %d s",
        side.name().toLowerCase(Locale.ROOT),
        celsius,
        grace.toSeconds());
  }
}
