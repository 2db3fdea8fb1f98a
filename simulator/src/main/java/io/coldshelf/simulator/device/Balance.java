package io.coldshelf.simulator.device;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The weighing part of a scale: zero, tare and display, shared by all who are connected. */
final class Balance {

  /** Zero can be set within this part of the capacity (OIML R 76-1, 4.5.1). */
  private static final double ZERO_RANGE = 0.02;

  /** A display goes on this many divisions past the capacity (OIML R 76-1, 4.2.3). */
  private static final int OVERLOAD_DIVISIONS = 9;

  /** What the display shows. */
  sealed interface Shown {

    /** A weight, already rounded. */
    record Value(BigDecimal amount, boolean stable) implements Shown {}

    /** More than the scale can weigh. */
    record Overload() implements Shown {}

    /** Less than nothing, past the range of the zero. */
    record Underload() implements Shown {}
  }

  private final ScaleModel model;
  private final Weight weight;
  private double zeroKilograms;
  private double tareKilograms;

  Balance(ScaleModel model, Weight weight) {
    this.model = model;
    this.weight = weight;
  }

  synchronized Shown weigh() {
    boolean stable = weight.stable();
    double gross = weight.kilograms() - zeroKilograms;
    double limit = model.capacityKilograms() + OVERLOAD_DIVISIONS * divisionKilograms();
    if (gross > limit) {
      return new Shown.Overload();
    }
    if (gross < -ZERO_RANGE * model.capacityKilograms()) {
      return new Shown.Underload();
    }
    return new Shown.Value(rounded(gross - tareKilograms), stable);
  }

  /** Makes what lies there the zero, if it is little enough, and forgets the tare. */
  synchronized Shown zero() {
    double gross = weight.kilograms();
    double range = ZERO_RANGE * model.capacityKilograms();
    if (gross > range) {
      return new Shown.Overload();
    }
    if (gross < -range) {
      return new Shown.Underload();
    }
    boolean stable = weight.stable();
    zeroKilograms = gross;
    tareKilograms = 0;
    return new Shown.Value(rounded(0), stable);
  }

  /** Makes what lies there the tare. */
  synchronized Shown tare() {
    Shown shown = weigh();
    if (shown instanceof Shown.Value(BigDecimal amount, boolean stable)) {
      double tare = tareKilograms + amount.doubleValue() / model.unit().perKilogram();
      if (tare < 0) {
        return new Shown.Underload();
      }
      tareKilograms = tare;
      return new Shown.Value(rounded(tare), stable);
    }
    return shown;
  }

  synchronized void presetTare(double kilograms) {
    tareKilograms = kilograms;
  }

  synchronized BigDecimal shownTare() {
    return rounded(tareKilograms);
  }

  boolean isStable() {
    return weight.stable();
  }

  /** As found after switching on, which sets the zero where it can. */
  synchronized void switchOn() {
    zeroKilograms = 0;
    tareKilograms = 0;
    Shown _ = zero();
  }

  private BigDecimal rounded(double kilograms) {
    return BigDecimal.valueOf(kilograms * model.unit().perKilogram())
        .setScale(model.decimals(), RoundingMode.HALF_EVEN);
  }

  private double divisionKilograms() {
    return Math.pow(10, -model.decimals()) / model.unit().perKilogram();
  }
}
