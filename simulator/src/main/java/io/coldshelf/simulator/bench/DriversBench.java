package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code bench drivers}: how much each kind of device can say, and what a reading costs. */
final class DriversBench implements Bench {

  private static final double TAG_REPORTS_BAR = 50_000;
  private static final double HUB_RATE_BAR = 40_000;
  private static final double HUB_CPU_BAR = 8;

  /** Of what the line could carry. */
  private static final double LINE_BAR = 0.90;

  private static final double MILLION = 1e6;

  private final BenchOptions options;

  DriversBench(BenchOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "drivers";
  }

  @Override
  public String purpose() {
    return "LLRP reports; JSON from a local broker; Modbus RTU against what the line can carry";
  }

  @Override
  public List<Figure> run(Place place) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    modbus(place, 9_600, options.quick() ? 40 : 400, figures);
    modbus(place, 115_200, options.quick() ? 200 : 2_000, figures);
    llrp(place, figures);
    hub(place, figures);
    return figures;
  }

  private void modbus(Place place, int baud, int transactions, List<Figure> figures)
      throws IOException, InterruptedException {
    List<Double> ours = new ArrayList<>();
    List<Double> limit = new ArrayList<>();
    for (int run = 0; run < options.runs(); run++) {
      place.say("Modbus RTU at " + baud + " baud, run " + (run + 1));
      SerialTrial.Rate rate = SerialTrial.run(baud, transactions);
      ours.add(rate.perSecond());
      limit.add(rate.limitPerSecond());
    }
    figures.add(
        Figure.compared(
            "modbus-rtu-reads-per-second-at-" + baud + "-baud",
            "1/s",
            new Series(ours),
            new Series(limit),
            Bar.ratioAtLeast(LINE_BAR)));
  }

  private void llrp(Place place, List<Figure> figures) throws IOException, InterruptedException {
    int reports = options.quick() ? 500_000 : 5_000_000;
    List<Double> rates = new ArrayList<>();
    List<Double> perCpu = new ArrayList<>();
    for (int run = -1; run < options.runs(); run++) { // the first one warms up
      place.say(run < 0 ? "LLRP, warming up" : "LLRP, run " + (run + 1));
      TagFlood.Rate rate = TagFlood.run(reports);
      if (run >= 0) {
        rates.add(rate.perSecond());
        perCpu.add(rate.perCpuSecond());
      }
    }
    figures.add(
        Figure.alone(
            "llrp-tag-reports-per-second", "1/s", new Series(rates), Bar.atLeast(TAG_REPORTS_BAR)));
    figures.add(
        Figure.alone(
            "llrp-tag-reports-per-cpu-second",
            "1/s",
            new Series(perCpu),
            Bar.atLeast(TAG_REPORTS_BAR)));
  }

  private void hub(Place place, List<Figure> figures) throws IOException, InterruptedException {
    int messages = options.quick() ? 100_000 : 1_000_000;
    List<Double> rates = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int run = 0; run < options.runs(); run++) {
      place.say("JSON from a local broker through the agent, run " + (run + 1));
      HubTrial.Rate rate = HubTrial.run(place, messages);
      rates.add(rate.perSecond());
      cpu.add(rate.cpuSeconds() * MILLION / messages);
    }
    figures.add(
        Figure.alone(
            "mqtt-json-readings-per-second", "1/s", new Series(rates), Bar.atLeast(HUB_RATE_BAR)));
    figures.add(
        Figure.alone(
            "mqtt-json-agent-cpu-seconds-per-million",
            "s",
            new Series(cpu),
            Bar.atMost(HUB_CPU_BAR)));
  }
}
