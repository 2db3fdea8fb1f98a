package io.coldshelf.system;

import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.simulator.detection.VirtualAgent;
import io.coldshelf.simulator.truth.Detected;
import io.coldshelf.simulator.world.MilkShelf;
import io.coldshelf.simulator.world.Probe;
import io.coldshelf.simulator.world.SeenTag;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A gateway in virtual time: what devices would measure goes straight into the agent's pipeline.
 */
final class VirtualGateway {

  private static final String READER = "shelf-reader";
  private static final PointId SCALE = new PointId("milk-scale", "weight");

  private final VirtualAgent agent;

  VirtualGateway(String configuration) {
    agent = new VirtualAgent(configuration);
  }

  void observe(Observation observation) {
    agent.accept(observation);
  }

  void tick(long nowMillis) {
    agent.tick(nowMillis);
  }

  void readTags(MilkShelf shelf, int antennas, long nowMillis) {
    for (int antenna = 1; antenna <= antennas; antenna++) {
      for (SeenTag tag : shelf.round(antenna, nowMillis)) {
        OptionalInt rssi = OptionalInt.of((int) tag.rssiDbm());
        observe(new TagReport(READER, antenna, tag.epc(), nowMillis, nowMillis, 1, rssi));
      }
    }
  }

  /** A scale shows whole grams. */
  void weigh(MilkShelf shelf, long nowMillis) {
    double grams = Math.rint(shelf.kilograms(nowMillis) * 1000);
    Quality quality = shelf.stable(nowMillis) ? Quality.GOOD : Quality.UNCERTAIN_UNSTABLE;
    observe(new Reading(SCALE, nowMillis, grams / 1000, quality));
  }

  /** A probe gives tenths of a degree. */
  void measure(Probe probe, long nowMillis) {
    OptionalDouble celsius = probe.celsius(nowMillis);
    if (celsius.isPresent()) {
      double shown = Math.rint(celsius.getAsDouble() * 10) / 10;
      observe(Reading.good(PointId.parse(probe.point()), nowMillis, shown));
    }
  }

  List<Detected> alerts() {
    return agent.raised();
  }
}
