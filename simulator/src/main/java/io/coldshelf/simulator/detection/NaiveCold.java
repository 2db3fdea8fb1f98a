package io.coldshelf.simulator.detection;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.simulator.truth.Detected;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is done without thinking: an alarm when the value has been past the limit for a quarter of
 * an hour, a sensor fault when it cannot be a cold room's or has not changed for ten minutes, and
 * an offline device after five minutes.
 */
final class NaiveCold implements Naive {

  private static final long DELAY_MILLIS = 900_000;
  private static final long STUCK_MILLIS = 600_000;
  private static final long OFFLINE_MILLIS = 300_000;
  private static final long LINE_MILLIS = 600_000;
  private static final double HORIZON_MILLIS = 3_600_000.0;
  private static final double ABSURD = 100;

  private final double limit;
  private final List<Detected> raised = new ArrayList<>();
  private long pastSince = -1;
  private boolean broken;
  private final ArrayDeque<Reading> lately = new ArrayDeque<>();
  private boolean foretold;
  private boolean faulty;
  private double last = Double.NaN;
  private long lastChange;
  private long lastHeard = -1;

  NaiveCold(double limit) {
    this.limit = limit;
  }

  @Override
  public void accept(Observation observation) {
    if (!(observation instanceof Reading reading)) {
      return;
    }
    long now = reading.timeMillis();
    if (lastHeard >= 0 && now - lastHeard > OFFLINE_MILLIS) {
      raise(EventKind.DEVICE_OFFLINE, "probe/temperature", lastHeard + OFFLINE_MILLIS);
    }
    lastHeard = now;
    if (reading.value() > limit) {
      pastSince = pastSince < 0 ? now : pastSince;
      if (!broken && now - pastSince >= DELAY_MILLIS) {
        broken = true;
        raise(EventKind.TEMPERATURE_BREACH, "room", now);
      }
    } else {
      pastSince = -1;
      broken = false;
    }
    foretell(reading);
    if (reading.value() != last) {
      last = reading.value();
      lastChange = now;
    }
    boolean wrong = Math.abs(last) > ABSURD || now - lastChange >= STUCK_MILLIS;
    if (wrong && !faulty) {
      raise(EventKind.SENSOR_FAULT, "probe/temperature", now);
    }
    faulty = wrong;
  }

  /** A straight line through now and ten minutes ago: does it pass the limit within an hour? */
  private void foretell(Reading reading) {
    lately.addLast(reading);
    while (reading.timeMillis() - lately.getFirst().timeMillis() > LINE_MILLIS) {
      lately.removeFirst();
    }
    Reading first = lately.getFirst();
    double rise = reading.value() - first.value();
    double elapsed = (double) Math.max(1, reading.timeMillis() - first.timeMillis());
    boolean coming =
        2 * elapsed >= LINE_MILLIS
            && rise > 0
            && reading.value() + rise / elapsed * HORIZON_MILLIS > limit;
    if (coming && !foretold && !broken) {
      raise(EventKind.TEMPERATURE_PREDICTED, "room", reading.timeMillis());
    }
    foretold = coming;
  }

  private void raise(EventKind kind, String subject, long now) {
    raised.add(new Detected(kind, subject, now, OptionalLong.empty()));
  }

  @Override
  public void tick(long nowMillis) {
    // It is asked when a value comes.
  }

  @Override
  public List<Detected> raised() {
    return raised;
  }
}
