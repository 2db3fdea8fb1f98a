package io.coldshelf.edge.detect;

import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Severity;
import io.coldshelf.model.TagReport;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says when a reader, or one of its antennas, reads none of the many tags any more that lay before
 * it: that is one fault and never a hundred items that were taken. Where it is known to be offline
 * or disconnected, that has been said already.
 */
public final class ReaderSilence implements Detector {

  /** Nobody stands before a whole shelf for so long. */
  static final Duration SILENCE = Duration.ofMinutes(1);

  /** So many tags are not all taken within that time. */
  static final int MANY = 8;

  private final String reader;
  private final Map<Integer, Antenna> antennas = new TreeMap<>();
  private final AntennaAlerts alerts;
  private boolean listening = true;

  /** What one antenna has read of late. */
  private static final class Antenna {
    private final Set<Epc> tags = new HashSet<>();
    private long sinceMillis;
    private long heardMillis;
    private boolean many;

    void hear(Epc tag, long nowMillis) {
      if (nowMillis - sinceMillis >= SILENCE.toMillis()) {
        many = tags.size() >= MANY;
        tags.clear();
        sinceMillis = nowMillis;
      }
      heardMillis = Math.max(heardMillis, nowMillis);
      if (tags.size() < MANY) {
        tags.add(tag);
      }
      many |= tags.size() >= MANY;
    }

    void forget() {
      tags.clear();
      many = false;
    }

    long silentAtMillis() {
      return many ? heardMillis + SILENCE.toMillis() : NEVER;
    }
  }

  /**
   * For one reader.
   *
   * @param gateway the gateway's id
   * @param reader the device's name
   */
  public ReaderSilence(String gateway, String reader) {
    this.reader = reader;
    this.alerts = new AntennaAlerts(gateway, reader);
  }

  @Override
  public String key() {
    return "reader/" + reader;
  }

  @Override
  public void accept(Observation observation, Findings out) {
    switch (observation) {
      case TagReport report -> heard(report, out);
      case DeviceState state -> {
        listening = state.online();
        antennas.values().forEach(Antenna::forget);
      }
      case AntennaState state -> antenna(state.antenna()).forget();
      default -> {
        // Says nothing about tags.
      }
    }
  }

  private Antenna antenna(int number) {
    return antennas.computeIfAbsent(number, _ -> new Antenna());
  }

  private void heard(TagReport report, Findings out) {
    antenna(report.antenna()).hear(report.epc(), report.timeMillis());
    close(AntennaAlerts.READER, report.timeMillis(), out);
    close(report.antenna(), report.timeMillis(), out);
  }

  private void close(int number, long nowMillis, Findings out) {
    Alert alert = alerts.of(number);
    if (alert.isOpen()) {
      out.event(
          alert.close(nowMillis, Statement.of(alerts.subject(number) + " reads tags again.")));
    }
  }

  @Override
  public long deadline() {
    long earliest = NEVER;
    for (Antenna antenna : antennas.values()) {
      earliest = Math.min(earliest, antenna.silentAtMillis());
    }
    return listening ? earliest : NEVER;
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    if (!listening) {
      return;
    }
    boolean all =
        antennas.size() > 1
            && antennas.values().stream()
                .allMatch(antenna -> nowMillis - antenna.heardMillis >= SILENCE.toMillis() / 2);
    antennas.forEach((number, antenna) -> {
      if (antenna.silentAtMillis() <= nowMillis) {
        antenna.forget();
        open(all ? AntennaAlerts.READER : number, nowMillis, out);
      }
    });
  }

  private void open(int number, long nowMillis, Findings out) {
    Alert alert = alerts.of(number);
    if (!alert.isOpen()) {
      out.event(
          alert.open(
              nowMillis,
              Severity.CRITICAL,
              Statement.of(
                  alerts.subject(number)
                      + " has read none of the many tags before it for "
                      + RuleWatch.words(SILENCE)
                      + ", all at once: it has failed, or the place was swept.",
                  "Look at the shelf; if the items are there, check the antenna's cable and the"
                      + " reader. Until then the stock by tags is unknown.")));
    }
  }

  @Override
  public void shift(long deltaMillis) {
    alerts.shift(deltaMillis);
    antennas
        .values()
        .forEach(antenna -> {
          antenna.heardMillis += deltaMillis;
          antenna.sinceMillis += deltaMillis;
        });
  }

  /** How many tags there are is seen anew within a minute; what was said is remembered. */
  @Override
  public void save(Snapshot into) {
    alerts.save(into, "");
  }

  @Override
  public void restore(Snapshot from) {
    alerts.restore(from, "");
  }
}
