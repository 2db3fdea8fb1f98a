package io.coldshelf.simulator.bench;

import io.coldshelf.simulator.bench.footprint.Figures;
import io.coldshelf.simulator.bench.footprint.Footprint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code bench footprint}: start, memory and idle processor time of an agent as it is launched. */
final class FootprintBench implements Bench {

  private static final double FIRST_READING_BAR = 0.5;
  private static final double FIRST_PUBACK_BAR = 1.0;
  private static final double RESIDENT_BAR = 80;
  private static final double IDLE_BAR = 0.5;
  private static final double BACKLOG_BAR = 112;

  /** Flat is what grows by less than a fiftieth in the time of a measurement. */
  private static final double GROWTH_BAR = 1.02;

  private static final double MEGA = 1e6;
  private static final double PERCENT = 100;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration IDLE_QUICK = Duration.ofSeconds(15);

  private final BenchOptions options;

  FootprintBench(BenchOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public String purpose() {
    return "start, memory and idle CPU with 20 devices and TLS, against an empty JVM with MQTT";
  }

  @Override
  public List<Figure> run(Place place) throws IOException, InterruptedException {
    Duration idle = options.quick() ? IDLE_QUICK : IDLE;
    place.say(
        options.runs() + " starts of each, and four times " + idle.toSeconds() + " s at rest");
    Footprint.Result found = new Footprint(options.runs(), idle, place.make("footprint")).measure();
    Figures agent = found.agent();
    Figures empty = found.empty();
    List<Figure> figures = new ArrayList<>();
    if (agent.firstReadingSeconds().isPresent()) {
      figures.add(
          Figure.alone(
              "start-to-first-reading-durable",
              "s",
              Series.of(agent.firstReadingSeconds().getAsDouble()),
              Bar.atMost(FIRST_READING_BAR)));
    }
    figures.add(
        compared(
            "start-to-first-puback-with-tls",
            "s",
            agent.firstPubackSeconds(),
            empty.firstPubackSeconds(),
            FIRST_PUBACK_BAR));
    figures.add(
        compared(
            "resident-megabytes",
            "MBy",
            agent.residentBytes() / MEGA,
            empty.residentBytes() / MEGA,
            RESIDENT_BAR));
    figures.add(
        compared(
            "idle-cpu-percent-of-a-core",
            "%",
            agent.idleCores() * PERCENT,
            empty.idleCores() * PERCENT,
            IDLE_BAR));
    Footprint.Waiting waiting = found.waiting();
    figures.add(
        Figure.alone(
            "resident-megabytes-with-ten-million-waiting",
            "MBy",
            Series.of(waiting.residentBytes() / MEGA),
            Bar.atMost(BACKLOG_BAR)));
    figures.add(
        Figure.alone(
            "growth-meanwhile",
            "1",
            Series.of((double) waiting.laterBytes() / waiting.residentBytes()),
            Bar.atMost(GROWTH_BAR)));
    return figures;
  }

  private static Figure compared(
      String name, String unit, double value, double reference, double bar) {
    return Figure.compared(name, unit, Series.of(value), Series.of(reference), Bar.atMost(bar));
  }
}
