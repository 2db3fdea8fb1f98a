package io.coldshelf.simulator.bench;
import java.util.List;
final class OutageBench implements Bench {
  OutageBench(BenchOptions options) {}
  @Override public String name() { return "outage"; }
  @Override public String purpose() { return ""; }
  @Override public List<Figure> run(Place place) { return List.of(); }
}
