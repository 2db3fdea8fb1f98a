package io.coldshelf.driver.rfid;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.TagReport;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** What a module has to say, made into observations. For the life of one session. */
public final class Reports {

  private static final System.Logger LOG = System.getLogger(Reports.class.getName());

  /** Gaps are told once in such a while: a bad cable would say nothing else. */
  private static final long GAP_EVERY_MILLIS = 60_000;

  private final String device;
  private final InstantSource clock;
  private final Consumer<Observation> sink;

  /** Antennas that were told to be gone and not to be back; outlives the session. */
  private final Set<Integer> missing;

  private boolean online;
  private String found = "";
  private long lastGap = Long.MIN_VALUE;

  Reports(String device, InstantSource clock, Consumer<Observation> sink, Set<Integer> missing) {
    this.device = device;
    this.clock = clock;
    this.sink = sink;
    this.missing = missing;
  }

  /** The module is set up and is working. May be said again. */
  public void online() {
    if (!online) {
      online = true;
      sink.accept(DeviceState.online(device, clock.millis()));
    }
  }

  /**
   * Whether that was said.
   *
   * @return true from then on
   */
  public boolean isOnline() {
    return online;
  }

  /**
   * A tag was seen, just now.
   *
   * @param antenna by which antenna, from 1; it works, then
   * @param epc the tag
   * @param rssiDbm how strong in dBm, where the module tells
   * @param count how often, at least 1
   */
  public void tag(int antenna, Epc epc, OptionalInt rssiDbm, int count) {
    antenna(antenna, true);
    long now = clock.millis();
    sink.accept(new TagReport(device, antenna, epc, now, now, count, rssiDbm));
  }

  /**
   * An antenna was found to work, or not to. Told on when that is new.
   *
   * @param antenna which, from 1
   * @param works whether it does
   */
  public void antenna(int antenna, boolean works) {
    online();
    boolean news = works ? missing.remove(antenna) : missing.add(antenna);
    if (news) {
      sink.accept(new AntennaState(device, antenna, clock.millis(), works));
    }
  }

  /**
   * Something that the module said is lost.
   *
   * @param what happened, one sentence for a person
   */
  public void gap(String what) {
    long now = clock.millis();
    if (online && (lastGap == Long.MIN_VALUE || now - lastGap >= GAP_EVERY_MILLIS)) {
      lastGap = now;
      sink.accept(new DataGap(device, now, 0, what));
    }
  }

  /**
   * What the module says that it is; into the log once.
   *
   * @param what its model and version
   */
  public void found(String what) {
    if (!what.equals(found)) {
      found = what;
      LOG.log(INFO, "{0}: found {1}", device, what);
    }
  }

  /**
   * Puts something into the log for the person who looks after the gateway.
   *
   * @param what happened, to follow the device's name
   */
  public void warn(String what) {
    LOG.log(WARNING, "{0}: {1}", device, what);
  }
}
