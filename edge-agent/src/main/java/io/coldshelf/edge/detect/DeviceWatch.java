package io.coldshelf.edge.detect;

import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Severity;

/**
 * Says when a device cannot be reached any more, what that means and what to do. A short loss of
 * contact is no alert: it must last for the device's grace.
 */
public final class DeviceWatch implements Detector {

  private final String device;
  private final long graceMillis;
  private final Alert offline;
  private final Recorded recorded;
  private final AntennaAlerts antennas;

  private long lostSinceMillis = NEVER;
  private String reason = "";
  private String suggestion = "";

  /**
   * For one device.
   *
   * @param gateway the gateway's id
   * @param device the device's name
   * @param graceMillis how long it may be gone before that is an alert
   */
  public DeviceWatch(String gateway, String device, long graceMillis) {
    this.device = device;
    this.graceMillis = graceMillis;
    this.offline = new Alert(gateway, EventKind.DEVICE_OFFLINE, device);
    this.recorded = new Recorded(gateway);
    this.antennas = new AntennaAlerts(gateway, device);
  }

  @Override
  public String key() {
    return "device/" + device;
  }

  @Override
  public void accept(Observation observation, Findings out) {
    switch (observation) {
      case DeviceState state -> state(state, out);
      case AntennaState antenna -> antenna(antenna, out);
      case DataGap gap ->
          out.event(
              recorded.fact(
                  EventKind.DATA_GAP,
                  device,
                  gap.timeMillis(),
                  gap.reason(),
                  "Nothing can bring these back; counts and times across this gap are uncertain."));
      case io.coldshelf.model.Reading _, io.coldshelf.model.TagReport _ -> {}
    }
  }

  private void state(DeviceState state, Findings out) {
    if (state.online()) {
      lostSinceMillis = NEVER;
      if (offline.isOpen()) {
        out.event(offline.close(state.timeMillis(), Statement.of(device + " answers again.")));
      }
      return;
    }
    reason = oneLine(state.reason());
    suggestion = oneLine(state.suggestion());
    if (lostSinceMillis == NEVER && !offline.isOpen()) {
      lostSinceMillis = state.timeMillis();
    }
  }

  /** A snapshot's entry is a line, and so is a sentence for a person. */
  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }

  private void antenna(AntennaState state, Findings out) {
    Alert alert = antennas.of(state.antenna());
    if (!state.connected() && !alert.isOpen()) {
      out.event(
          alert.open(
              state.timeMillis(),
              Severity.CRITICAL,
              Statement.of(
                  "The reader "
                      + device
                      + " reports that antenna "
                      + state.antenna()
                      + " is disconnected.",
                  "Check the antenna's cable and plug; until then nothing can be said of the items"
                      + " before it.")));
    } else if (state.connected() && alert.isOpen()) {
      out.event(
          alert.close(
              state.timeMillis(),
              Statement.of("Antenna " + state.antenna() + " is connected again.")));
    }
  }

  @Override
  public long deadline() {
    return lostSinceMillis == NEVER || offline.isOpen() ? NEVER : lostSinceMillis + graceMillis;
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    if (!offline.isOpen() && lostSinceMillis != NEVER) {
      out.event(offline.open(deadline(), Severity.CRITICAL, Statement.of(reason, suggestion)));
      lostSinceMillis = NEVER;
    }
  }

  @Override
  public void shift(long deltaMillis) {
    offline.shift(deltaMillis);
    recorded.shift(deltaMillis);
    antennas.shift(deltaMillis);
    if (lostSinceMillis != NEVER) {
      lostSinceMillis += deltaMillis;
    }
  }

  @Override
  public void save(Snapshot into) {
    offline.save(into, "offline.");
    recorded.save(into, "recorded.");
    if (lostSinceMillis != NEVER) {
      into.put("lostSince", lostSinceMillis);
      into.put("reason", reason);
      into.put("suggestion", suggestion);
    }
    antennas.save(into, "antenna.");
  }

  @Override
  public void restore(Snapshot from) {
    offline.restore(from, "offline.");
    recorded.restore(from, "recorded.");
    lostSinceMillis = from.number("lostSince", NEVER);
    reason = from.text("reason").orElse("");
    suggestion = from.text("suggestion").orElse("");
    antennas.restore(from, "antenna.");
  }
}
