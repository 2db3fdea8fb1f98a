package io.coldshelf.simulator.bench;

import io.coldshelf.model.Reading;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code bench uplink}: from the pipeline to the bridge's word, against bare Paho. */
final class UplinkBench implements Bench {

  private static final int DEVICES = 20;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final double NANOS = 1e9;
  private static final double MILLION = 1e6;
  private static final double RATE_BAR = 400_000;
  private static final double RATE_RATIO = 0.60;
  private static final double CPU_BAR = 5;

  /**
   * The agent's loop takes so many observations at once, and so cuts at that when it is pressed.
   */
  private static final int READINGS_PER_BLOCK = 1_024;

  /**
   * How much is measured.
   *
   * @param readings sent in each run
   * @param backlog readings that wait while the latency of events is measured
   * @param samples events at most, of each kind
   * @param pattern what is simulated, and repeated
   */
  record Load(int readings, long backlog, int samples, Duration pattern) {
    static final Load FULL = new Load(2_000_000, 10_000_000, 5_000, Duration.ofHours(6));
    static final Load QUICK = new Load(200_000, 500_000, 500, Duration.ofHours(1));
  }

  private final BenchOptions options;
  private final Load load;

  UplinkBench(BenchOptions options) {
    this(options, options.quick() ? Load.QUICK : Load.FULL);
  }

  UplinkBench(BenchOptions options, Load load) {
    this.options = options;
    this.load = load;
  }

  @Override
  public String name() {
    return "uplink";
  }

  @Override
  public String purpose() {
    return "pipeline to bridge through mosquitto, against bare Paho; an event's latency; CPU";
  }

  @Override
  public List<Figure> run(Place place) throws IOException, InterruptedException {
    place.say("letting " + DEVICES + " devices measure");
    ProbeDay day = ProbeDay.simulate(options.seed(), DEVICES, true, load.pattern());
    List<Figure> figures = new ArrayList<>();
    Path folder = place.make("broker");
    try (Mosquitto broker = Mosquitto.start(folder)) {
      rate(place, broker, day.first(load.readings()), figures);
      LatencyTrial trial =
          new LatencyTrial(options.seed(), DEVICES, load.backlog(), load.samples());
      figures.addAll(trial.run(place, broker, day));
    }
    return figures;
  }

  private void rate(Place place, Mosquitto broker, List<Reading> readings, List<Figure> figures)
      throws IOException, InterruptedException {
    List<byte[]> blocks = blocks(place, readings);
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> rows = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int run = -1; run < options.runs(); run++) { // the first one warms up
      place.say(run < 0 ? "warming up" : "readings to the bridge, run " + (run + 1));
      Sent sent = throughEverything(place, broker, readings, run);
      place.say("the same blocks by bare Paho");
      double limit = readings.size() * NANOS / byBarePaho(broker, blocks);
      if (run >= 0) {
        ours.add(readings.size() * NANOS / sent.toCursorNanos());
        rows.add(readings.size() * NANOS / sent.toRowsNanos());
        cpu.add(sent.cpuSeconds() * MILLION / readings.size());
        bare.add(limit);
      }
    }
    figures.add(
        Figure.compared(
            "readings-to-bridge-per-second",
            "1/s",
            new Series(ours),
            new Series(bare),
            Bar.atLeast(RATE_BAR).andRatio(RATE_RATIO)));
    figures.add(Figure.alone("readings-to-rows-per-second", "1/s", new Series(rows), Bar.NONE));
    figures.add(
        Figure.alone(
            "cpu-seconds-per-million-readings", "s", new Series(cpu), Bar.atMost(CPU_BAR)));
  }

  /** The blocks as the journal makes them of these readings. */
  private List<byte[]> blocks(Place place, List<Reading> readings) throws IOException {
    place.say("making the blocks for bare Paho");
    Path folder = place.make("blocks");
    List<byte[]> payloads = new ArrayList<>();
    try (JournalUnderTest journal = JournalUnderTest.open(folder, place.clock(), options.seed())) {
      for (int i = 0; i < readings.size(); i += READINGS_PER_BLOCK) {
        journal.commit(readings.subList(i, Math.min(readings.size(), i + READINGS_PER_BLOCK)));
      }
      long after = 0;
      for (List<Block> page = journal.readingsAfter(after);
          !page.isEmpty();
          page = journal.readingsAfter(after)) {
        page.forEach(block -> payloads.add(block.payload()));
        after = page.getLast().seq();
      }
    }
    Place.remove(folder);
    return payloads;
  }

  /**
   * What one run took, from the first reading at the pipeline on.
   *
   * @param toCursorNanos until the cursor was behind the last block
   * @param toRowsNanos until all readings were rows at the bridge
   * @param cpuSeconds of all that
   */
  private record Sent(long toCursorNanos, long toRowsNanos, double cpuSeconds) {}

  /**
   * Sends everything from the pipeline's inbox until the bridge can show it. Each run's journal has
   * an epoch of its own, since the broker still holds the bridge's word of the run before.
   */
  private Sent throughEverything(Place place, Mosquitto broker, List<Reading> readings, int run)
      throws IOException, InterruptedException {
    Path folder = place.make("uplink");
    Sent sent;
    try (BridgeUnderTest bridge =
            BridgeUnderTest.start(folder, broker.url(), place.clock(), options.seed());
        JournalUnderTest journal =
            JournalUnderTest.open(folder, place.clock(), options.seed() + run);
        UplinkUnderTest uplink =
            UplinkUnderTest.start(journal, broker.url(), place.clock(), options.seed())) {
      Wait.until(LIMIT, "the uplink connects", uplink::isConnected, uplink::trouble);
      EdgeUnderTest edge = new EdgeUnderTest(StoreGateway.configuration(DEVICES), journal);
      CpuMeter meter = CpuMeter.start(broker);
      long start = System.nanoTime();
      try (EdgeThread thread = EdgeThread.start(edge, uplink, place.clock())) {
        thread.endsAfter(readings.size());
        for (Reading reading : readings) {
          thread.put(reading);
        }
        Wait.until(
            LIMIT,
            "the bridge has all readings",
            () -> thread.taken() == readings.size() && isAllStored(journal, readings.size()),
            () -> uplink.trouble() + ", " + journal.stats());
        long toCursor = System.nanoTime() - start;
        bridge.awaitRows(readings.size());
        sent = new Sent(toCursor, System.nanoTime() - start, meter.seconds());
      }
      long stored = bridge.differentReadings();
      if (stored != readings.size()) {
        throw new IOException(readings.size() + " readings were sent, but " + stored + " stored");
      }
    }
    Place.remove(folder);
    return sent;
  }

  /** All committed, and the cursor behind the last block. */
  private static boolean isAllStored(JournalUnderTest journal, int readings) {
    return journal.stats().totals().readings() == readings && journal.isDrained();
  }

  private static long byBarePaho(Mosquitto broker, List<byte[]> blocks)
      throws IOException, InterruptedException {
    BareMqtt.Counter counter = new BareMqtt.Counter();
    String topic = StoreGateway.TOPICS.lane(Lane.READINGS) + "/bare";
    try (BareMqtt subscriber = BareMqtt.connect(broker.port(), "bench-counter", counter);
        BareMqtt publisher =
            BareMqtt.connect(broker.port(), "bench-publisher", new BareMqtt.Counter())) {
      subscriber.subscribe(topic);
      long start = System.nanoTime();
      for (byte[] block : blocks) {
        publisher.publish(topic, block);
      }
      Wait.until(
          LIMIT,
          "all blocks arrive",
          () -> counter.messages() == blocks.size(),
          () -> counter.messages() + " of " + blocks.size());
      return System.nanoTime() - start;
    }
  }
}
