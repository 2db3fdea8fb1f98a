package io.coldshelf.simulator.bench;

import io.coldshelf.model.Reading;
import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the journal writes to the disk: per reading, per commit, in a day. */
final class FlashTrial {

  private static final int DEVICES = 20;
  private static final double PER_READING_BAR = 70;
  private static final double PER_COMMIT_BAR = 16 * 1024;
  private static final double DAY_BAR = 250;
  private static final double MEGA = 1e6;

  private final BenchOptions options;
  private final JournalBench.Load load;

  FlashTrial(BenchOptions options, JournalBench.Load load) {
    this.options = options;
    this.load = load;
  }

  /** What was written, by either counter, run by run. */
  private record Written(List<Double> process, List<Double> device) {
    Written() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(FlashMeter meter, double per) throws IOException {
      process.add(meter.ofProcess() / per);
      OptionalLong given = meter.ofDevice();
      if (given.isPresent()) {
        device.add(given.getAsLong() / per);
      }
    }

    List<Figure> figures(String name, String unit, Bar bar) {
      List<Figure> figures = new ArrayList<>();
      if (!process.isEmpty()) {
        figures.add(Figure.alone(name, unit, new Series(process), bar));
      }
      if (!device.isEmpty()) {
        figures.add(Figure.alone(name + "-of-device", unit, new Series(device), Bar.NONE));
      }
      return figures;
    }
  }

  /** Work of which is measured what it writes. */
  private interface Work {
    void on(JournalUnderTest journal);
  }

  List<Figure> run(Place place, ProbeDay day) throws IOException {
    List<Reading> thousands = day.first(load.commits() * JournalBench.READINGS_PER_COMMIT);
    List<Reading> single = day.first(load.single());
    Written perReading = new Written();
    Written perCommit = new Written();
    Written perBlock = new Written();
    for (int run = 0; run < options.runs(); run++) {
      place.say("bytes written to flash, run " + (run + 1));
      measure(
          place,
          perReading,
          thousands.size(),
          journal -> commit(journal, thousands, JournalBench.READINGS_PER_COMMIT));
      measure(place, perCommit, single.size(), journal -> single.forEach(journal::commitOpen));
      measure(place, perBlock, single.size(), journal -> commit(journal, single, 1));
    }
    List<Figure> figures = new ArrayList<>();
    figures.addAll(
        perReading.figures("flash-bytes-per-reading", "By", Bar.atMost(PER_READING_BAR)));
    figures.addAll(perCommit.figures("flash-bytes-per-commit", "By", Bar.atMost(PER_COMMIT_BAR)));
    figures.addAll(perBlock.figures("flash-bytes-per-block", "By", Bar.atMost(PER_COMMIT_BAR)));
    figures.addAll(storeDay(place));
    return figures;
  }

  private void measure(Place place, Written into, double per, Work work) throws IOException {
    Path folder = place.make("flash");
    try (JournalUnderTest journal = JournalUnderTest.open(folder, place.clock(), options.seed())) {
      Optional<FlashMeter> meter = FlashMeter.start(folder);
      work.on(journal);
      if (meter.isPresent()) {
        into.add(meter.get(), per);
      } else {
        place.say("this system does not tell what a process writes: no figures for flash");
      }
    }
    Place.remove(folder);
  }

  private static void commit(JournalUnderTest journal, List<Reading> readings, int each) {
    for (int i = 0; i < readings.size(); i += each) {
      journal.commit(readings.subList(i, i + each));
    }
  }

  /**
   * Forty points every ten seconds through all detectors, cut as by default, each block
   * acknowledged before the next commit, as on a gateway whose bridge is there.
   */
  private List<Figure> storeDay(Place place) throws IOException {
    place.say("a store's day: 40 points every 10 s for " + load.day());
    List<Reading> readings =
        ProbeDay.simulate(options.seed(), DEVICES, true, load.day()).readings();
    Written written = new Written();
    double part = (double) load.day().toSeconds() / Duration.ofDays(1).toSeconds();
    long[] commits = new long[1];
    measure(
        place,
        written,
        part * MEGA,
        journal -> {
          EdgeUnderTest edge = new EdgeUnderTest(StoreGateway.configuration(DEVICES), journal);
          for (Iterator<Reading> each = readings.iterator(); each.hasNext(); ) {
            long before = edge.commits();
            edge.takeInTime(each.next());
            if (edge.commits() > before) {
              journal.acknowledge(journal.lastOf(Lane.READINGS));
            }
          }
          edge.finish(readings.getLast().timeMillis());
          commits[0] = edge.commits();
        });
    List<Figure> figures =
        new ArrayList<>(written.figures("flash-megabytes-a-store-day", "MBy", Bar.atMost(DAY_BAR)));
    figures.add(Figure.alone("commits-a-store-day", "1", Series.of(commits[0] / part), Bar.NONE));
    return figures;
  }
}
