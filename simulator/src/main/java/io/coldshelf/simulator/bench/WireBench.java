package io.coldshelf.simulator.bench;
import java.util.List;
final class WireBench implements Bench {
  WireBench(BenchOptions options) {}
  @Override public String name() { return "wire"; }
  @Override public String purpose() { return ""; }
  @Override public List<Figure> run(Place place) { return List.of(); }
}
