package io.coldshelf.simulator.bench;

import io.coldshelf.model.Reading;
import io.coldshelf.wire.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code bench journal}: what it costs to make readings durable on the gateway. */
final class JournalBench implements Bench {

  static final int READINGS_PER_COMMIT = 1_000;
  private static final int DEVICES = 20;

  private static final double NANOS = 1e9;
  private static final double DURABLE_BAR = 500_000;
  private static final double DURABLE_RATIO = 0.60;
  private static final double BACKLOG_RATIO = 0.9;

  /**
   * How much is measured.
   *
   * @param commits of a thousand readings, in each run
   * @param backlog readings that wait while the cost against a backlog is measured
   * @param chunk commits between two looks at the clock there
   * @param single commits of one reading
   * @param day the part of a store's day that is replayed
   * @param pattern what is simulated for all the rest, and repeated
   */
  record Load(int commits, long backlog, int chunk, int single, Duration day, Duration pattern) {
    static final Load FULL =
        new Load(1_000, 10_000_000, 100, 3_000, Duration.ofDays(1), Duration.ofHours(6));
    static final Load QUICK =
        new Load(150, 300_000, 20, 500, Duration.ofHours(1), Duration.ofHours(1));
  }

  private static final long SMALL_BACKLOG = 10_000;

  private final BenchOptions options;
  private final Load load;

  JournalBench(BenchOptions options) {
    this(options, options.quick() ? Load.QUICK : Load.FULL);
  }

  JournalBench(BenchOptions options, Load load) {
    this.options = options;
    this.load = load;
  }

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public String purpose() {
    return "readings made durable, against the bare file; backlog; bytes written to flash";
  }

  @Override
  public List<Figure> run(Place place) throws IOException {
    place.say("letting " + DEVICES + " devices measure");
    ProbeDay day = ProbeDay.simulate(options.seed(), DEVICES, true, load.pattern());
    List<Figure> figures = new ArrayList<>();
    durable(place, day, figures);
    rows(place, day, figures);
    backlog(place, day, figures);
    figures.addAll(new FlashTrial(options, load).run(place, day));
    return figures;
  }

  private void durable(Place place, ProbeDay day, List<Figure> figures) throws IOException {
    List<Reading> readings = day.first(load.commits() * READINGS_PER_COMMIT);
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    long bytes = 0;
    for (int run = -1; run < options.runs(); run++) { // the first one warms up
      place.say(run < 0 ? "warming up" : "readings made durable, run " + (run + 1));
      Path folder = place.make("durable");
      double rate;
      List<byte[]> commits;
      try (JournalUnderTest journal =
          JournalUnderTest.open(folder, place.clock(), options.seed())) {
        rate = readings.size() * NANOS / commitAll(journal, readings);
        commits = payloads(journal);
      }
      double limit = readings.size() * NANOS / BareFile.append(folder.resolve("bare"), commits);
      if (run >= 0) {
        ours.add(rate);
        bare.add(limit);
        bytes = commits.stream().mapToLong(commit -> commit.length).sum();
      }
      Place.remove(folder);
    }
    figures.add(
        Figure.compared(
            "durable-readings-per-second",
            "1/s",
            new Series(ours),
            new Series(bare),
            Bar.atLeast(DURABLE_BAR).andRatio(DURABLE_RATIO)));
    figures.add(
        Figure.alone(
            "payload-bytes-per-reading",
            "By",
            Series.of((double) bytes / readings.size()),
            Bar.NONE));
  }

  /** Reading by reading, as they come; gives nanoseconds. */
  private static long commitAll(JournalUnderTest journal, List<Reading> readings) {
    long start = System.nanoTime();
    List<Reading> waiting = new ArrayList<>(READINGS_PER_COMMIT);
    for (Reading reading : readings) {
      waiting.add(reading);
      if (waiting.size() == READINGS_PER_COMMIT) {
        journal.commit(waiting);
        waiting.clear();
      }
    }
    return System.nanoTime() - start;
  }

  private static List<byte[]> payloads(JournalUnderTest journal) {
    List<byte[]> payloads = new ArrayList<>();
    long after = 0;
    for (List<Block> page = journal.readingsAfter(after);
        !page.isEmpty();
        page = journal.readingsAfter(after)) {
      page.forEach(block -> payloads.add(block.payload()));
      after = page.getLast().seq();
    }
    return payloads;
  }

  /** For orientation: what it costs where each reading is a row and a commit. */
  private void rows(Place place, ProbeDay day, List<Figure> figures) throws IOException {
    List<Double> rates = new ArrayList<>();
    List<Reading> readings = day.first(load.single());
    for (int run = 0; run < options.runs(); run++) {
      place.say("a row and a commit for each reading, run " + (run + 1));
      Path folder = place.make("rows");
      try (RowStore store = RowStore.open(folder.resolve("rows.db"))) {
        rates.add(readings.size() * NANOS / store.takeAndSend(readings));
      }
      Place.remove(folder);
    }
    figures.add(Figure.alone("row-store-readings-per-second", "1/s", new Series(rates), Bar.NONE));
  }

  /**
   * Two journals side by side, one with a small backlog and one with a large one. A chunk goes into
   * each, and as much is drained from each, in turns, so that both backlogs stay as they are.
   */
  private void backlog(Place place, ProbeDay day, List<Figure> figures) throws IOException {
    Path small = place.make("backlog-small");
    Path large = place.make("backlog-large");
    List<Reading> chunk = day.first(load.chunk() * READINGS_PER_COMMIT);
    try (JournalUnderTest few = JournalUnderTest.open(small, place.clock(), options.seed());
        JournalUnderTest many = JournalUnderTest.open(large, place.clock(), options.seed())) {
      fill(place, few, chunk, SMALL_BACKLOG);
      fill(place, many, chunk, load.backlog());
      Turns append = new Turns();
      Turns drain = new Turns();
      int turns = 4 * options.runs();
      for (int turn = -1; turn < turns; turn++) { // the first one warms up
        place.say("against a backlog, turn " + (turn + 1) + " of " + turns);
        boolean fewFirst = turn % 2 == 0; // neither meets the warmer caches every time
        JournalUnderTest one = fewFirst ? few : many;
        JournalUnderTest other = fewFirst ? many : few;
        double appendOne = chunk.size() * NANOS / commitAll(one, chunk);
        double appendOther = chunk.size() * NANOS / commitAll(other, chunk);
        double drainOne = drain(one);
        double drainOther = drain(other);
        if (turn >= 0) {
          append.add(fewFirst, appendOne, appendOther);
          drain.add(fewFirst, drainOne, drainOther);
        }
      }
      figures.add(append.figure("append-at-backlog"));
      figures.add(drain.figure("drain-at-backlog"));
      figures.add(
          Figure.alone(
              "disk-bytes-per-waiting-reading",
              "By",
              Series.of((double) many.stats().bytesOnDisk() / load.backlog()),
              Bar.NONE));
    }
    Place.remove(small);
    Place.remove(large);
  }

  /** Rates with few waiting and with many, turn by turn. */
  private record Turns(List<Double> few, List<Double> many) {
    Turns() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(boolean fewFirst, double one, double other) {
      few.add(fewFirst ? one : other);
      many.add(fewFirst ? other : one);
    }

    Figure figure(String name) {
      return Figure.compared(
          name, "1/s", new Series(many), new Series(few), Bar.ratioAtLeast(BACKLOG_RATIO));
    }
  }

  private static void fill(
      Place place, JournalUnderTest journal, List<Reading> chunk, long readings) {
    for (long filled = 0; filled < readings; ) {
      int count = (int) Math.min(chunk.size(), readings - filled);
      long _ = commitAll(journal, chunk.subList(0, count));
      filled += count;
      place.say("filling a backlog: " + filled + " of " + readings);
    }
  }

  private double drain(JournalUnderTest journal) {
    long start = System.nanoTime();
    long readings = journal.drain(load.chunk());
    return readings * NANOS / (System.nanoTime() - start);
  }
}
