package io.coldshelf.simulator.bench;

import io.coldshelf.simulator.detection.Family;
import io.coldshelf.simulator.detection.Score;
import io.coldshelf.simulator.detection.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bench detect}: how well alerts tell the truth, in worlds drawn from seeds, and the naive
 * rule's figures beside them.
 */
final class DetectBench implements Bench {

  private static final double SECOND = 1000;
  private static final double MEDIAN = 50;
  private static final double P95 = 95;
  private static final double P99 = 99;
  private static final Duration DAY = Duration.ofDays(1);
  private static final SeedRange SEEDS = new SeedRange(1, 40);
  private static final SeedRange QUICK_SEEDS = new SeedRange(1, 4);

  private final BenchOptions options;

  DetectBench(BenchOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "detect";
  }

  @Override
  public String purpose() {
    return "precision, recall, delay and false alarms in drawn worlds, against the naive rules";
  }

  @Override
  public List<Figure> run(Place place) throws InterruptedException {
    SeedRange seeds = options.seeds().orElse(options.quick() ? QUICK_SEEDS : SEEDS);
    List<Figure> figures = new ArrayList<>();
    for (Family family : Family.chosen(options.family(), options.length().orElse(DAY))) {
      Tally tally = family.tally();
      for (long seed = seeds.from(); seed <= seeds.to(); seed++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        place.say(family.name() + ": world " + (seed - seeds.from() + 1) + " of " + seeds.size());
        family.run(seed, tally);
      }
      figures.addAll(figures(family, tally));
      place.say(family.name() + ": timing");
      figures.add(
          Figure.alone(
              family.name() + "-time-per-reading",
              "ns",
              Series.of(family.nanosPerReading(seeds.from())),
              Bar.NONE));
    }
    return figures;
  }

  private static List<Figure> figures(Family family, Tally tally) {
    String name = family.name();
    Score agent = tally.agent();
    Score naive = tally.naive();
    Family.Target target = family.target();
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.count(name + "-episodes", agent.episodes(), Bar.NONE));
    figures.add(Figure.alone(name + "-subject-weeks", "wk", Series.of(agent.weeks()), Bar.NONE));
    figures.add(
        beside(
            name + "-precision",
            "1",
            agent.precision(),
            naive.precision(),
            atLeast(target.precision())));
    figures.add(
        beside(name + "-recall", "1", agent.recall(), naive.recall(), atLeast(target.recall())));
    figures.add(
        delay(name + "-delay-median", agent, naive, MEDIAN, atMost(target.medianSeconds())));
    figures.add(delay(name + "-delay-p95", agent, naive, P95, Bar.NONE));
    figures.add(delay(name + "-delay-p99", agent, naive, P99, atMost(target.p99Seconds())));
    figures.add(
        beside(
            name + "-delay-to-oracle",
            "1",
            agent.ratio(MEDIAN),
            naive.ratio(MEDIAN),
            atMost(target.toOracle())));
    figures.add(
        beside(
            name + "-false-per-week",
            "1/wk",
            agent.falsePerWeek(),
            naive.falsePerWeek(),
            atMost(target.falsePerWeek())));
    figures.add(
        beside(
            name + "-false-per-week-at-most",
            "1/wk",
            agent.falsePerWeekAtMost(),
            naive.falsePerWeekAtMost(),
            Bar.NONE));
    figures.add(beside(name + "-repeats", "1", agent.repeats(), naive.repeats(), Bar.NONE));
    if (tally.looks().all() > 0) {
      figures.add(
          Figure.alone(
              name + "-count-exact",
              "1",
              Series.of(tally.looks().exact()),
              atLeast(target.countExact())));
      figures.add(
          Figure.alone(
              name + "-count-unknown", "1", Series.of(tally.looks().unknownPart()), Bar.NONE));
    }
    figures.add(
        Figure.alone(
            name + "-state-written", "By", Series.of((double) tally.stateBytes()), Bar.NONE));
    return figures;
  }

  private static Bar atLeast(double bar) {
    return Double.isNaN(bar) ? Bar.NONE : Bar.atLeast(bar);
  }

  private static Bar atMost(double bar) {
    return Double.isNaN(bar) ? Bar.NONE : Bar.atMost(bar);
  }

  private static Figure delay(String name, Score agent, Score naive, double percent, Bar bar) {
    return beside(name, "s", agent.delay(percent) / SECOND, naive.delay(percent) / SECOND, bar);
  }

  private static Figure beside(String name, String unit, double value, double naive, Bar bar) {
    return Figure.compared(name, unit, Series.of(value), Series.of(naive), bar);
  }
}
