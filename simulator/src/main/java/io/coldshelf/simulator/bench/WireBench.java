package io.coldshelf.simulator.bench;

import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.replay.Recording;
import io.coldshelf.edge.replay.RecordingException;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.ReadingsPayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code bench wire}: how many bytes a reading costs on its way to the bridge. */
final class WireBench implements Bench {

  private static final int PROBES = 20;
  private static final int THOUSAND = 1_000;
  private static final double BAR = 3;
  private static final double NANOS = 1e9;
  private static final int TRAINING_SHARE = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CSV = ".csv";
  private static final String IN_THOUSANDS = "in-thousands";

  /**
   * How much is measured.
   *
   * @param day the part of a day that the probes measure
   * @param sent how many of its blocks are really sent
   */
  record Load(Duration day, int sent) {
    static final Load FULL = new Load(Duration.ofDays(1), 500);
    static final Load QUICK = new Load(Duration.ofHours(4), 60);
  }

  private final BenchOptions options;
  private final Load load;

  WireBench(BenchOptions options) {
    this(options, options.quick() ? Load.QUICK : Load.FULL);
  }

  WireBench(BenchOptions options, Load load) {
    this.options = options;
    this.load = load;
  }

  @Override
  public String name() {
    return "wire";
  }

  @Override
  public String purpose() {
    return "bytes a reading on the wire, against one JSON message each and other encodings";
  }

  @Override
  public List<Figure> run(Place place) throws IOException, InterruptedException {
    place.say(PROBES + " probes every 10 s for " + load.day());
    List<Reading> day = ProbeDay.simulate(options.seed(), PROBES, false, load.day()).readings();
    List<Figure> figures = new ArrayList<>();
    List<Written> written = written(place, day);
    List<List<Reading>> blocks = written.stream().map(Written::readings).toList();
    double beside = beside(place, day);
    figures.add(onTheWire(day, written, beside));
    figures.add(
        Figure.alone(
            "readings-per-block", "1", Series.of((double) day.size() / blocks.size()), Bar.NONE));
    figures.add(
        Figure.alone("mqtt-bytes-per-block-beside-payload", "By", Series.of(beside), Bar.NONE));
    figures.addAll(encoded(place, "", "at-default-cut", blocks));
    figures.addAll(encoded(place, "", IN_THOUSANDS, thousands(day)));
    if (options.samples().isPresent()) {
      figures.addAll(recorded(place, options.samples().get()));
    }
    return figures;
  }

  /** A block of the journal: how long its payload is, and what is in it. */
  private record Written(int bytes, List<Reading> readings) {
    static List<Written> after(JournalUnderTest journal, long seq) {
      List<Written> written = new ArrayList<>();
      for (Block block : journal.readingsAfter(seq)) {
        written.add(
            new Written(
                block.payload().length,
                ReadingsPayload.read(StoreGateway.NAME, block.encoding(), block.payload())
                    .readings()));
      }
      return written;
    }
  }

  /** The day's blocks as the agent makes them. */
  private List<Written> written(Place place, List<Reading> day) throws IOException {
    Path folder = place.make("wire-day");
    List<Written> written = new ArrayList<>();
    try (JournalUnderTest journal = JournalUnderTest.open(folder, place.clock(), options.seed())) {
      EdgeUnderTest edge = new EdgeUnderTest(StoreGateway.configuration(PROBES), journal);
      long commits = 0;
      for (int i = 0; i < day.size(); i++) {
        edge.takeInTime(day.get(i));
        if (i == day.size() - 1) {
          edge.finish(day.get(i).timeMillis());
        }
        if (edge.commits() > commits) {
          commits = edge.commits();
          written.addAll(Written.after(journal, 0));
          journal.acknowledge(journal.lastOf(Lane.READINGS));
          journal.forget();
          place.say("cutting the day into blocks: " + (i + 1) + " of " + day.size());
        }
      }
    }
    Place.remove(folder);
    return written;
  }

  /** What the day's payloads take, and with each block what MQTT takes beside its payload. */
  private static Figure onTheWire(List<Reading> day, List<Written> written, double beside)
      throws IOException {
    double bytes = written.stream().mapToLong(Written::bytes).sum();
    bytes += written.size() * beside;
    double json = 0;
    for (Reading reading : day) {
      json += JsonMessage.packetBytes(reading);
    }
    return Figure.compared(
        "wire-bytes-per-reading",
        "By",
        Series.of(bytes / day.size()),
        Series.of(json / day.size()),
        Bar.atMost(BAR));
  }

  /**
   * Sends some blocks as the agent would, each alone, and the next one only when the bridge has
   * said that it has stored it, since seconds lie between them. What MQTT says on the agent's
   * connection is counted by a proxy, both ways: topic and properties, PUBACK, the bridge's word
   * and its PUBACK. The payloads are taken off; the rest is the same for every block.
   */
  private double beside(Place place, List<Reading> day) throws IOException, InterruptedException {
    Path folder = place.make("wire");
    long bytes;
    long blocks = 0;
    long payloads = 0;
    try (Mosquitto broker = Mosquitto.start(folder);
        CountingProxy proxy = CountingProxy.start(broker.port());
        BridgeUnderTest _ =
            BridgeUnderTest.start(folder, broker.url(), place.clock(), options.seed());
        JournalUnderTest journal = JournalUnderTest.open(folder, place.clock(), options.seed());
        UplinkUnderTest uplink =
            UplinkUnderTest.start(journal, proxy.url(), place.clock(), options.seed())) {
      Wait.until(LIMIT, "the uplink connects", uplink::isConnected, uplink::trouble);
      EdgeUnderTest edge = new EdgeUnderTest(StoreGateway.configuration(PROBES), journal);
      long before = proxy.up() + proxy.down();
      long commits = 0;
      for (int i = 0; i < day.size() && blocks < load.sent(); i++) {
        edge.takeInTime(day.get(i));
        if (edge.commits() > commits) {
          commits = edge.commits();
          List<Written> waiting = Written.after(journal, 0);
          blocks += waiting.size();
          payloads += waiting.stream().mapToLong(Written::bytes).sum();
          uplink.wake();
          awaitStored(journal, uplink);
          place.say("over the wire: block " + blocks + " of " + load.sent());
        }
      }
      bytes = proxy.up() + proxy.down() - before;
    }
    Place.remove(folder);
    return (double) (bytes - payloads) / blocks;
  }

  private static void awaitStored(JournalUnderTest journal, UplinkUnderTest uplink)
      throws IOException, InterruptedException {
    Wait.until(
        LIMIT,
        "the bridge stores a block",
        () -> {
          journal.forget();
          return journal.isDrained();
        },
        uplink::trouble);
  }

  private static List<List<Reading>> thousands(List<Reading> readings) {
    List<List<Reading>> blocks = new ArrayList<>();
    for (int i = 0; i < readings.size(); i += THOUSAND) {
      blocks.add(readings.subList(i, Math.min(readings.size(), i + THOUSAND)));
    }
    return blocks;
  }

  /** As the agent cuts by default what comes in the order of time. */
  private static List<List<Reading>> cut(List<Reading> readings) {
    Cut cut = StoreGateway.configuration(1).uplink().orElseThrow().readings();
    List<List<Reading>> blocks = new ArrayList<>();
    List<Reading> block = new ArrayList<>();
    for (Reading reading : readings) {
      boolean old =
          !block.isEmpty()
              && reading.timeMillis() - block.getFirst().timeMillis() >= cut.age().toMillis();
      if (old || block.size() == cut.count()) {
        blocks.add(List.copyOf(block));
        block.clear();
      }
      block.add(reading);
    }
    blocks.add(block);
    return blocks;
  }

  /** Payloads alone; the first tenth is what a dictionary is made of, and counts for none. */
  private List<Figure> encoded(
      Place place, String prefix, String suffix, List<List<Reading>> blocks) {
    int training = blocks.size() / TRAINING_SHARE;
    List<List<Reading>> measured = blocks.subList(training, blocks.size());
    long readings = measured.stream().mapToLong(List::size).sum();
    List<Figure> figures = new ArrayList<>();
    for (Encodings.Named named : Encodings.all(blocks.subList(0, training))) {
      place.say("encoding " + prefix + named.name() + " " + suffix);
      long bytes = 0;
      List<Double> rates = new ArrayList<>();
      for (int run = 0; run < options.runs(); run++) {
        long start = System.nanoTime();
        bytes = 0;
        for (List<Reading> block : measured) {
          bytes += named.encoding().of(block).length;
        }
        rates.add(readings * NANOS / (System.nanoTime() - start));
      }
      String name = prefix + named.name() + "-" + suffix;
      figures.add(Figure.alone(name, "By", Series.of((double) bytes / readings), Bar.NONE));
      if (prefix.isEmpty() && suffix.equals(IN_THOUSANDS)) { // once is enough
        figures.add(Figure.alone(named.name() + "-speed", "1/s", new Series(rates), Bar.NONE));
      }
    }
    return figures;
  }

  private List<Figure> recorded(Place place, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(CSV)).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException("there is no recording (*.csv) in " + folder);
    }
    List<Figure> figures = new ArrayList<>();
    for (Path file : files) {
      List<Reading> readings = read(file);
      String prefix = String.valueOf(file.getFileName()).replace(CSV, "-");
      figures.addAll(encoded(place, prefix, "at-default-cut", cut(readings)));
      figures.addAll(encoded(place, prefix, IN_THOUSANDS, thousands(readings)));
    }
    return figures;
  }

  private static List<Reading> read(Path file) throws IOException {
    List<Reading> readings = new ArrayList<>();
    try {
      long _ =
          Recording.read(file)
              .play(observation -> {
                if (observation instanceof Reading reading) {
                  readings.add(reading);
                }
              });
    } catch (RecordingException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (readings.isEmpty()) {
      throw new IOException(file + " holds no readings");
    }
    return readings;
  }
}
