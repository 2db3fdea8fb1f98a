package io.coldshelf.simulator.bench;

import java.util.List;
import java.util.Optional;

/** All benchmarks there are. */
public final class Benches {

  private Benches() {}

  /**
   * All of them.
   *
   * @param options what was chosen
   * @return in the order in which they are listed
   */
  public static List<Bench> all(BenchOptions options) {
    return List.of(
        new JournalBench(options),
        new UplinkBench(options),
        new DriversBench(options),
        new DetectBench(options),
        new WireBench(options),
        new OutageBench(options),
        new FootprintBench(options),
        new SoakBench(options));
  }

  /**
   * One of them.
   *
   * @param name its name
   * @param options what was chosen
   * @return nothing where there is none of that name
   */
  public static Optional<Bench> named(String name, BenchOptions options) {
    return all(options).stream().filter(bench -> bench.name().equals(name)).findFirst();
  }
}
