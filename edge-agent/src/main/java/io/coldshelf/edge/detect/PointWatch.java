package io.coldshelf.edge.detect;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import java.util.Locale;

/**
 * Says when a point's sensor is at fault: at the first value that cannot be. It is well again after
 * a few good ones in a row, so that a loose contact is one alert and not a hundred. An overload is
 * a fault only when it stays: hands lean on scales.
 *
 * <p>Silence of the whole device is not its business: that is {@link DeviceWatch}'s.
 */
public final class PointWatch implements Detector {

  /** Good readings in a row that end a fault. */
  static final int GOOD_TO_CLOSE = 3;

  /** An overload that lasts longer is no hand. */
  static final long OVERLOAD_MILLIS = 60_000;

  private final PointId point;
  private final Alert fault;
  private final boolean moves;
  private final Habit habit = new Habit();
  private int good;
  private long overloadedSinceMillis = NEVER;

  /**
   * For one point.
   *
   * @param gateway the gateway's id
   * @param point which
   * @param moves whether its value moves by itself, as a temperature does, so that one that does
   *     not is stuck
   */
  public PointWatch(String gateway, PointId point, boolean moves) {
    this.moves = moves;
    this.point = point;
    this.fault = new Alert(gateway, EventKind.SENSOR_FAULT, point.toString());
  }

  @Override
  public String key() {
    return "point/" + point;
  }

  @Override
  public void accept(Observation observation, Findings out) {
    if (!(observation instanceof Reading reading)) {
      return;
    }
    if (!reading.point().equals(point)) {
      return;
    }
    Quality quality = reading.quality();
    if (moves && !quality.isBad() && habit.accept(reading.value())) {
      good = 0;
      if (!fault.isOpen()) {
        out.event(fault.open(reading.timeMillis(), Severity.WARNING, stuck()));
      }
    } else if (!quality.isBad()) {
      good = Math.min(good + 1, GOOD_TO_CLOSE);
      if (fault.isOpen() && good >= GOOD_TO_CLOSE) {
        out.event(fault.close(reading.timeMillis(), Statement.of(point + " measures again.")));
      }
    } else if (quality != Quality.BAD_NO_COMMUNICATION) {
      good = 0;
      if (!fault.isOpen() && !isPassing(quality, reading.timeMillis())) {
        out.event(fault.open(reading.timeMillis(), Severity.CRITICAL, explain(quality)));
      }
    }
    overloadedSinceMillis =
        quality == Quality.BAD_OVERLOAD
            ? Math.min(overloadedSinceMillis, reading.timeMillis())
            : NEVER;
  }

  private boolean isPassing(Quality quality, long nowMillis) {
    return quality == Quality.BAD_OVERLOAD
        && (overloadedSinceMillis == NEVER || nowMillis - overloadedSinceMillis < OVERLOAD_MILLIS);
  }

  private Statement stuck() {
    return Statement.of(
        String.format(
            Locale.ROOT,
            "%s has shown exactly %s for %d values; it never repeated itself for so long.",
            point,
            habit.value(),
            habit.times()),
        "Warm the probe with a hand: if its value does not move, restart or replace it.");
  }

  private Statement explain(Quality quality) {
    return switch (quality) {
      case BAD_SENSOR_FAILURE ->
          Statement.of(
              point + ": the device reports that its sensor has failed.",
              "Check the sensor's plug and cable; if both are sound, replace the sensor.");
      case BAD_OUT_OF_RANGE ->
          Statement.of(
              point + ": the device gives a value that it cannot measure.",
              "Check that the profile fits the device and that the sensor's cable is neither open"
                  + " nor shorted.");
      case BAD_OVERLOAD ->
          Statement.of(
              point + ": more lies on it than it can weigh, or something pulls at it.",
              "Take off what does not belong there, and check the plate for something that is"
                  + " jammed.");
      case BAD_ENCODING ->
          Statement.of(
              point + ": the device answers what cannot be understood.",
              "Check baud rate, parity and cable, and that no other device has the same address.");
      case BAD_CONFIGURATION ->
          Statement.of(
              point + ": the device refuses to give this value.",
              "Check that the profile is the one for this model and firmware.");
      case BAD, BAD_NO_COMMUNICATION, GOOD, UNCERTAIN_UNSTABLE, UNCERTAIN_ACCURACY ->
          Statement.of(
              point + ": no value.", "Read the device by hand and compare with its display.");
    };
  }

  @Override
  public long deadline() {
    return NEVER;
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    // It waits for nothing.
  }

  @Override
  public void shift(long deltaMillis) {
    fault.shift(deltaMillis);
    if (overloadedSinceMillis != NEVER) {
      overloadedSinceMillis += deltaMillis;
    }
  }

  @Override
  public void save(Snapshot into) {
    fault.save(into, "fault.");
    habit.save(into, "habit.");
    into.put("good", good);
    if (overloadedSinceMillis != NEVER) {
      into.put("overloadedSince", overloadedSinceMillis);
    }
  }

  @Override
  public void restore(Snapshot from) {
    fault.restore(from, "fault.");
    habit.restore(from, "habit.");
    good = (int) from.number("good", 0);
    overloadedSinceMillis = from.number("overloadedSince", NEVER);
  }
}
