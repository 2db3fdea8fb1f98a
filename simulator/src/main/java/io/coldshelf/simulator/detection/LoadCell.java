package io.coldshelf.simulator.detection;

import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * A bare load cell under a plate: noise, glitches by kilograms, a zero that drifts, hands that push
 * and wobble, and a plate that settles when they leave.
 */
final class LoadCell {

  private static final double DAY_MILLIS = 86_400_000;
  private static final double MINUTE_MILLIS = 60_000;
  private static final double SETTLED_TIME_CONSTANTS = 4.6;
  private static final double SPRING = 0.15;
  private static final double WOBBLE = 0.12;
  private static final double DIVISION = 0.0005;

  private record Touch(long from, long to, double kilograms, long settle, boolean still) {}

  private final RandomGenerator chance;
  private final double noise;
  private final double glitchesPerMinute;
  private final double drift;
  private final double phase;
  private final ArrayDeque<Touch> touches = new ArrayDeque<>();
  private double load;

  LoadCell(RandomGenerator chance, double fullScale) {
    this.chance = chance;
    noise = chance.nextDouble(0.0005, 0.002);
    glitchesPerMinute = chance.nextDouble(0, 7);
    // 0.02 to 0.05 % of full scale for 10 K, and a shop's day has about that.
    drift = fullScale * chance.nextDouble(0.0002, 0.0005);
    phase = chance.nextDouble(2 * Math.PI);
  }

  void load(double kilograms) {
    load = kilograms;
  }

  /** A hand that pushes and wobbles; it springs back. */
  void push(long fromMillis, long toMillis, double kilograms) {
    add(new Touch(fromMillis, toMillis, kilograms, chance.nextLong(300, 1001), false));
  }

  /** Something that lies there for a while. */
  void lay(long fromMillis, long toMillis, double kilograms) {
    add(new Touch(fromMillis, toMillis, kilograms, 1, true));
  }

  private void add(Touch touch) {
    while (!touches.isEmpty() && touches.getFirst().to() + 10_000 < touch.from()) {
      touches.removeFirst();
    }
    touches.addLast(touch);
  }

  /** What it says now. */
  double kilograms(long nowMillis, double everyMillis) {
    double said = load + drift * StrictMath.sin(2 * Math.PI * nowMillis / DAY_MILLIS + phase);
    for (Touch touch : touches) {
      said += force(touch, nowMillis);
    }
    said += noise * chance.nextGaussian();
    if (chance.nextDouble() < glitchesPerMinute * everyMillis / MINUTE_MILLIS) {
      double size = 0.1 * StrictMath.pow(240, chance.nextDouble());
      said += chance.nextBoolean() ? size : -size;
    }
    return Math.rint(said / DIVISION) * DIVISION;
  }

  private double force(Touch touch, long now) {
    if (now < touch.from() || now > touch.to() + touch.settle()) {
      return 0;
    }
    if (now > touch.to()) {
      double part = (double) (now - touch.to()) / touch.settle();
      return touch.still()
          ? 0
          : -SPRING * touch.kilograms() * StrictMath.exp(-SETTLED_TIME_CONSTANTS * part);
    }
    if (touch.still()) {
      return touch.kilograms();
    }
    double part = (double) (now - touch.from()) / Math.max(1, touch.to() - touch.from());
    double shape = Math.min(1, 4 * Math.min(part, 1 - part));
    return touch.kilograms() * shape * (1 + WOBBLE * chance.nextGaussian());
  }
}
