package io.coldshelf.simulator.detection;

import io.coldshelf.simulator.world.Draw;
import java.util.SplittableRandom;

/**
 * The air of a case, a cold room or a freezer, second by second: a compressor that cycles, doors,
 * defrosts with their pull-down, and now and then a cooling that fails, slowly or at once.
 */
final class ColdRoom {

  private static final double HOUR = 3600;
  private static final double DAY = 24 * HOUR;
  private static final double BETWEEN_FAILURES = 7 * DAY;

  private final SplittableRandom chance;
  private final double setPoint;
  private final double swing;
  private final double period;
  private final double ambient;
  private final double ambientWave;
  private final double doorsPerHour;
  private final double doorMixing;
  private final double defrostEvery;
  private final double defrostLasts;
  private final double defrostRise;

  private double second;
  private double air;
  private boolean cooling = true;
  private double doorUntil = -1;
  private double nextDoor;
  private double nextDefrost;
  private double defrostFrom = -1;
  private double nextFailure;
  private double failsUntil = -1;
  private final boolean failsForLong;

  /** Where it fails for long, only a person ends that, hours later. */
  ColdRoom(SplittableRandom chance, boolean failsForLong) {
    this.chance = chance;
    this.failsForLong = failsForLong;
    boolean freezer = chance.nextDouble() < 0.4;
    setPoint = freezer ? chance.nextDouble(-26, -20) : chance.nextDouble(1, 4);
    swing = chance.nextDouble(0.5, 2) / 2;
    period = chance.nextDouble(600, 3600);
    ambient = chance.nextDouble(15, 35);
    ambientWave = chance.nextDouble(0, 5);
    doorsPerHour = chance.nextDouble() < 0.5 ? chance.nextDouble(0, 60) : chance.nextDouble(0, 5);
    doorMixing = chance.nextDouble(0.02, 0.25);
    defrostEvery = chance.nextDouble(6, 24) * HOUR;
    defrostLasts = chance.nextDouble(15, 60) * 60;
    defrostRise = freezer ? chance.nextDouble(6, 14) : chance.nextDouble(2, 6);
    air = setPoint;
    nextDoor = doorIn();
    nextDefrost = chance.nextDouble(defrostEvery);
    nextFailure = failureIn();
  }

  /** Above the warmest that a healthy compressor lets it become, by so much. */
  double limit() {
    return Math.ceil(2 * (setPoint + swing + 1.5)) / 2;
  }

  double air() {
    return air;
  }

  /** Whether the cooling has failed. */
  boolean isFailed() {
    return second < failsUntil;
  }

  private boolean isDoorOpen() {
    return second < doorUntil;
  }

  private double doorIn() {
    return doorsPerHour < 0.01
        ? Double.MAX_VALUE
        : second + Draw.exponential(chance, HOUR / doorsPerHour);
  }

  private double failureIn() {
    return second + Draw.exponential(chance, BETWEEN_FAILURES);
  }

  /** So many seconds later. */
  void advance(double seconds) {
    second += seconds;
    doors();
    double outside = ambient + ambientWave * StrictMath.sin(2 * Math.PI * second / DAY);
    double slope = 4 * swing / period;
    double warming = slope * (outside - air) / Math.max(5, outside - setPoint);
    if (second >= nextFailure) {
      double exponent = failsForLong ? chance.nextDouble(0.6, 1.2) : chance.nextDouble(-0.3, 0.9);
      failsUntil = second + HOUR * StrictMath.pow(10, exponent);
      nextFailure = failureIn();
    }
    double change;
    if (defrost()) {
      double into = second - defrostFrom;
      double pullDown = Math.min(300, defrostLasts / 4);
      change =
          into < pullDown
              ? -1.5 / pullDown
              : defrostRise / (defrostLasts - pullDown) * 1.6 * (into - pullDown) / defrostLasts
                  + warming / 4;
    } else if (second < failsUntil) {
      change = 2 * warming;
    } else {
      if (air > setPoint + swing) {
        cooling = true;
      } else if (air < setPoint - swing) {
        cooling = false;
      }
      // Far above its set point the evaporator takes more.
      double pull = slope * (1 + Math.max(0, air - setPoint - swing));
      change = cooling ? -pull : warming;
    }
    if (isDoorOpen()) {
      change += doorMixing * (outside - air) / 60;
    }
    air += change * seconds;
  }

  private boolean defrost() {
    if (defrostFrom < 0 && second >= nextDefrost) {
      defrostFrom = second;
    }
    if (defrostFrom >= 0 && second >= defrostFrom + defrostLasts) {
      nextDefrost = defrostFrom + defrostEvery;
      defrostFrom = -1;
      cooling = true;
    }
    return defrostFrom >= 0;
  }

  private void doors() {
    if (second >= nextDoor && !isDoorOpen()) {
      double open = chance.nextDouble(5, 30);
      if (chance.nextDouble() < 0.002) {
        open = 60 * chance.nextDouble(2, 60);
      }
      doorUntil = second + open;
      nextDoor = doorIn();
    }
  }
}
