package io.coldshelf.system;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.simulator.truth.Detected;
import io.coldshelf.simulator.world.MilkShelf;
import io.coldshelf.simulator.world.Probe;
import io.coldshelf.simulator.world.SeenTag;
import io.coldshelf.yaml.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A gateway in virtual time: what devices would measure goes straight into the agent's pipeline.
 */
final class VirtualGateway implements Findings {

  private static final String READER = "shelf-reader";
  private static final PointId SCALE = new PointId("milk-scale", "weight");

  private final Pipeline pipeline;
  private final List<Event> events = new ArrayList<>();

  VirtualGateway(String configuration) {
    pipeline =
        Detectors.pipeline(
            GatewayConfiguration.parse(
                "gateway.yaml",
                configuration,
                DeviceProfiles.builtIn(),
                ProductClasses.builtIn(),
                Secrets.notNeeded()));
  }

  void observe(Observation observation) {
    pipeline.accept(observation, this);
  }

  void tick(long nowMillis) {
    pipeline.tick(nowMillis, this);
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
    return events.stream()
        .filter(event -> event.change() == Change.OPENED)
        .map(event ->
            new Detected(event.kind(), event.subject(), event.timeMillis(), OptionalLong.empty()))
        .toList();
  }

  @Override
  public void event(Event event) {
    events.add(event);
  }

  @Override
  public void reading(Reading reading) {
    // Only events are judged.
  }

  @Override
  public void sighting(Sighting sighting) {
    // Only events are judged.
  }
}
