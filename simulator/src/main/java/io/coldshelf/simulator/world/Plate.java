package io.coldshelf.simulator.world;

import java.util.ArrayDeque;

/**
 * The scale under a shelf: what lies on it, hands that push, and how it settles.
 *
 * <pre>
 *  kg        hand on it
 *   │      ╭────╮
 *   │──────╯    ╰╮_        the plate settles,
 *   │             ╲____    one item lighter
 *   └──────────────────── time
 * </pre>
 */
final class Plate {

  private static final int READING = 1;
  private static final int GLITCH = 2;
  private static final int GLITCH_SIZE = 3;
  private static final double DAY_MILLIS = 86_400_000;

  /** A scale makes about so many readings a minute by itself. */
  private static final double READINGS_PER_MINUTE = 600;

  private static final double MIN_GLITCH_KILOGRAMS = 0.1;
  private static final double MAX_GLITCH_KILOGRAMS = 24;

  /** A settling plate is within 1 % when it calls itself stable. */
  private static final double SETTLED_TIME_CONSTANTS = 4.6;

  /** What a plate springs back by when a hand leaves, as part of the push. */
  private static final double SPRING = 0.15;

  /** More hands than this in the last seconds are not remembered. */
  private static final int MAX_TOUCHES = 64;

  private record Touch(long fromMillis, long toMillis, double kilograms, long settleMillis) {

    long settledMillis() {
      return toMillis + settleMillis;
    }

    /** What it adds to the weight. */
    double force(long timeMillis) {
      if (timeMillis < fromMillis || timeMillis >= settledMillis()) {
        return 0;
      }
      if (timeMillis < toMillis) {
        double part = (double) (timeMillis - fromMillis) / (toMillis - fromMillis);
        return kilograms * StrictMath.sin(Math.PI * part);
      }
      double part = (double) (timeMillis - toMillis) / settleMillis;
      return -SPRING * kilograms * StrictMath.exp(-SETTLED_TIME_CONSTANTS * part);
    }
  }

  private final ShelfSetup.Scale setup;
  private final Noise noise;
  private final double driftPhase;
  private final ArrayDeque<Touch> touches = new ArrayDeque<>();
  private double load;

  Plate(ShelfSetup.Scale setup, Noise noise) {
    this.setup = setup;
    this.noise = noise;
    this.driftPhase = 2 * Math.PI * noise.uniform(0, 0);
  }

  /** What lies on it has changed. */
  void load(double kilograms) {
    load = kilograms;
  }

  /** A hand pushes on it, and leaves it to settle. */
  void touch(long fromMillis, long toMillis, double kilograms, long settleMillis) {
    while (!touches.isEmpty()
        && (touches.getFirst().settledMillis() < fromMillis || touches.size() >= MAX_TOUCHES)) {
      touches.removeFirst();
    }
    touches.addLast(new Touch(fromMillis, toMillis, kilograms, settleMillis));
  }

  double kilograms(long timeMillis) {
    double force = 0;
    for (Touch touch : touches) {
      force += touch.force(timeMillis);
    }
    double said =
        load
            + force
            + drift(timeMillis)
            + setup.noiseKilograms() * noise.gaussian(READING, timeMillis)
            + glitch(timeMillis);
    return Math.rint(said / setup.divisionKilograms()) * setup.divisionKilograms();
  }

  boolean stable(long timeMillis) {
    return touches.stream()
        .noneMatch(touch -> timeMillis >= touch.fromMillis() && timeMillis < touch.settledMillis());
  }

  private double drift(long timeMillis) {
    return setup.driftKilograms()
        * StrictMath.sin(2 * Math.PI * timeMillis / DAY_MILLIS + driftPhase);
  }

  private double glitch(long timeMillis) {
    if (noise.uniform(GLITCH, timeMillis) >= setup.glitchesPerMinute() / READINGS_PER_MINUTE) {
      return 0;
    }
    // Between the bounds on a logarithmic scale, to either side.
    double size = 2 * noise.uniform(GLITCH_SIZE, timeMillis) - 1;
    double ratio = MAX_GLITCH_KILOGRAMS / MIN_GLITCH_KILOGRAMS;
    return StrictMath.signum(size) * MIN_GLITCH_KILOGRAMS * StrictMath.pow(ratio, Math.abs(size));
  }
}
