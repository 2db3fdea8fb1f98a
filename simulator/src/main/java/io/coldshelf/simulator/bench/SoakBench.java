package io.coldshelf.simulator.bench;
import java.util.List;
final class SoakBench implements Bench {
  SoakBench(BenchOptions options) {}
  @Override public String name() { return "soak"; }
  @Override public String purpose() { return ""; }
  @Override public List<Figure> run(Place place) { return List.of(); }
}
