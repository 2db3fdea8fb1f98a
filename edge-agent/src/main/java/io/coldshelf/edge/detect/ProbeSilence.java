package io.coldshelf.edge.detect;

import io.coldshelf.model.DeviceState;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;

/**
 * Says when nothing comes from a probe any more, after three of its own intervals: a cold chain
 * with a hole in it must not look like one without. Where its device is known to be offline that
 * has been said already.
 */
public final class ProbeSilence implements Detector {

  private final PointId probe;
  private final Cadence cadence;
  private final Alert silent;
  private boolean listening = true;

  /** Nobody listened before: silence counts from then on at the earliest. */
  private long sinceMillis = Long.MIN_VALUE;

  /**
   * For one probe.
   *
   * @param gateway the gateway's id
   * @param probe which
   * @param gapMillis silence after which, by configuration, nothing is known
   */
  public ProbeSilence(String gateway, PointId probe, long gapMillis) {
    this.probe = probe;
    this.cadence = new Cadence(gapMillis);
    this.silent = new Alert(gateway, EventKind.DEVICE_OFFLINE, probe.toString());
  }

  @Override
  public String key() {
    return "silence/" + probe;
  }

  @Override
  public void accept(Observation observation, Findings out) {
    switch (observation) {
      case DeviceState state -> {
        listening = state.online();
        sinceMillis = state.timeMillis();
      }
      case Reading reading when reading.point().equals(probe) -> heard(reading, out);
      default -> {
        // Another point's.
      }
    }
  }

  private void heard(Reading reading, Findings out) {
    if (cadence.isLate(reading.timeMillis())) {
      return;
    }
    long _ = cadence.advance(reading.timeMillis());
    listening = true;
    if (silent.isOpen()) {
      out.event(silent.close(reading.timeMillis(), Statement.of(probe + " is heard again.")));
    }
  }

  @Override
  public long deadline() {
    return silent.isOpen() || !listening ? NEVER : cadence.silentAtMillis(sinceMillis);
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    if (nowMillis >= deadline()) {
      out.event(
          silent.open(
              nowMillis,
              Severity.CRITICAL,
              Statement.of(
                  "Nothing has come from "
                      + probe
                      + " for "
                      + RuleWatch.words(cadence.silence(nowMillis))
                      + ": what it measures is unknown since.",
                  "Check the probe's cable, battery and radio; look at the goods meanwhile.")));
    }
  }

  @Override
  public void shift(long deltaMillis) {
    cadence.shift(deltaMillis);
    silent.shift(deltaMillis);
    sinceMillis += sinceMillis == Long.MIN_VALUE ? 0 : deltaMillis;
  }

  @Override
  public void save(Snapshot into) {
    cadence.save(into, "cadence.");
    silent.save(into, "silent.");
    into.put("listening", listening ? 1 : 0);
    if (sinceMillis != Long.MIN_VALUE) {
      into.put("since", sinceMillis);
    }
  }

  @Override
  public void resume(long nowMillis) {
    sinceMillis = nowMillis;
  }

  @Override
  public void restore(Snapshot from) {
    cadence.restore(from, "cadence.");
    silent.restore(from, "silent.");
    listening = from.number("listening", 1) == 1;
    sinceMillis = from.number("since", Long.MIN_VALUE);
  }
}
