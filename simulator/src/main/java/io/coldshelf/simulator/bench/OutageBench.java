package io.coldshelf.simulator.bench;

import io.coldshelf.bridge.store.Totals;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** {@code bench outage}: a month without a network, and what happens when it comes back. */
final class OutageBench implements Bench {

  private static final int DEVICES = 20;
  private static final int POINTS = 2 * DEVICES;
  private static final Duration LIMIT = Duration.ofHours(2);
  private static final double NANOS = 1e9;
  private static final int ALERTS = 5;
  private static final Bar NONE_AT_ALL = Bar.atMost(0);

  /**
   * How long there is no network.
   *
   * @param outage in virtual time
   * @param pattern the part of it that is simulated, and then repeated
   */
  record Load(Duration outage, Duration pattern) {
    static final Load FULL = new Load(Duration.ofDays(30), Duration.ofDays(1));
    static final Load QUICK = new Load(Duration.ofHours(4), Duration.ofHours(1));

    long readings() {
      return outage.dividedBy(ProbeDay.EVERY) * POINTS;
    }
  }

  private final BenchOptions options;
  private final Load load;

  OutageBench(BenchOptions options) {
    this(options, options.quick() ? Load.QUICK : Load.FULL);
  }

  OutageBench(BenchOptions options, Load load) {
    this.options = options;
    this.load = load;
  }

  @Override
  public String name() {
    return "outage";
  }

  @Override
  public String purpose() {
    return "a month without a network: what is open arrives first, and nothing is lost";
  }

  @Override
  public List<Figure> run(Place place) throws IOException, InterruptedException {
    place.say("letting " + DEVICES + " devices measure for " + load.pattern());
    ProbeDay day = ProbeDay.simulate(options.seed(), DEVICES, true, load.pattern());
    Path folder = place.make("outage");
    List<Figure> figures = new ArrayList<>();
    try (Mosquitto broker = Mosquitto.prepare(folder);
        JournalUnderTest journal = JournalUnderTest.open(folder, place.clock(), options.seed());
        UplinkUnderTest uplink =
            UplinkUnderTest.start(journal, broker.url(), place.clock(), options.seed())) {
      long start = System.nanoTime();
      record(place, journal, day);
      figures.add(
          Figure.alone(
              "seconds-to-record-the-outage",
              "s",
              Series.of((System.nanoTime() - start) / NANOS),
              Bar.NONE));
      JournalStats.Totals recorded = journal.stats().totals();
      figures.add(Figure.count("readings-recorded", recorded.readings(), Bar.NONE));
      figures.add(
          Figure.alone(
              "disk-bytes-per-reading",
              "By",
              Series.of((double) journal.stats().bytesOnDisk() / recorded.readings()),
              Bar.NONE));
      comeBack(place, folder, broker, journal, uplink, figures);
    }
    Place.remove(folder);
    return figures;
  }

  /**
   * In virtual time, as fast as it goes; at its end some antennas are off, which are open alerts.
   */
  private void record(Place place, JournalUnderTest journal, ProbeDay day) {
    EdgeUnderTest edge = new EdgeUnderTest(StoreGateway.configuration(DEVICES), journal);
    Iterator<Reading> endless = day.endless();
    long total = load.readings();
    long lastMillis = ProbeDay.START_MILLIS;
    for (long i = 0; i < total; i++) {
      Reading reading = endless.next();
      lastMillis = Math.max(lastMillis, reading.timeMillis());
      edge.takeInTime(reading);
      if (i % POINTS == 0) {
        place.say("without a network: " + i + " of " + total + " readings");
      }
    }
    for (int antenna = 1; antenna <= ALERTS; antenna++) {
      edge.take(new AntennaState(StoreGateway.device(0), antenna, lastMillis + antenna, false));
    }
    edge.finish(lastMillis + ALERTS);
  }

  private void comeBack(
      Place place,
      Path folder,
      Mosquitto broker,
      JournalUnderTest journal,
      UplinkUnderTest uplink,
      List<Figure> figures)
      throws IOException, InterruptedException {
    JournalStats.Totals recorded = journal.stats().totals();
    broker.start();
    try (BridgeUnderTest bridge =
        BridgeUnderTest.start(folder, broker.url(), place.clock(), options.seed())) {
      Wait.until(LIMIT, "the uplink connects", uplink::isConnected, uplink::trouble);
      long back = System.nanoTime();
      Wait.until(
          LIMIT,
          "the bridge has all events",
          () -> bridge.differentEvents() == recorded.events(),
          () -> bridge.totals());
      figures.add(seconds("seconds-to-events-stored", back));
      Wait.until(
          LIMIT,
          "the journal is drained",
          () -> {
            journal.forget();
            place.say(
                "the network is back: "
                    + journal.stats().readings().unacknowledged()
                    + " blocks remain");
            return journal.isDrained();
          },
          () -> uplink.trouble() + ", " + journal.stats());
      figures.add(seconds("seconds-to-all-stored", back));
      figures.add(
          Figure.alone(
              "readings-drained-per-second",
              "1/s",
              Series.of(recorded.readings() * NANOS / (System.nanoTime() - back)),
              Bar.NONE));
      bridge.awaitRows(recorded.readings());
      figures.add(seconds("seconds-to-all-rows", back));
      compare(bridge, recorded, figures);
    }
  }

  private static Figure seconds(String name, long since) {
    return Figure.alone(name, "s", Series.of((System.nanoTime() - since) / NANOS), Bar.NONE);
  }

  /** Each reading has a point and a time of its own, each event an id: they are counted as such. */
  private static void compare(
      BridgeUnderTest bridge, JournalStats.Totals recorded, List<Figure> figures) {
    Totals stored = bridge.totals();
    long lost =
        recorded.readings()
            - bridge.differentReadings()
            + recorded.events()
            - bridge.differentEvents()
            + stored.missingBlocks()
            + stored.rejected();
    long twice =
        stored.readings()
            + stored.replacedReadings()
            - bridge.differentReadings()
            + stored.events()
            - bridge.differentEvents();
    figures.add(Figure.count("lost", lost, NONE_AT_ALL));
    figures.add(Figure.count("stored-twice", twice, NONE_AT_ALL));
    figures.add(Figure.count("blocks-sent-again", stored.duplicateBlocks(), Bar.NONE));
    figures.add(Figure.count("open-alerts", bridge.openAlerts(), Bar.NONE));
  }
}
