package io.coldshelf.simulator.detection;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.simulator.truth.Detected;
import io.coldshelf.yaml.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The agent's pipeline in virtual time, and what it said. */
public final class VirtualAgent implements Findings {

  private static final DeviceProfiles PROFILES = DeviceProfiles.builtIn();
  private static final ProductClasses CLASSES = ProductClasses.builtIn();

  private final Pipeline pipeline;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Reading> stock = new HashMap<>();

  /**
   * Set up as a gateway would be.
   *
   * @param configuration the gateway's, YAML
   */
  public VirtualAgent(String configuration) {
    pipeline =
        Detectors.pipeline(
            GatewayConfiguration.parse(
                "gateway.yaml", configuration, PROFILES, CLASSES, Secrets.notNeeded()));
  }

  /**
   * Takes what a device said.
   *
   * @param observation in the order of time, or nearly
   */
  public void accept(Observation observation) {
    pipeline.accept(observation, this);
  }

  /**
   * Time has passed.
   *
   * @param nowMillis milliseconds since 1970
   */
  public void tick(long nowMillis) {
    pipeline.tick(nowMillis, this);
  }

  /** The last that was said of a shelf's stock; nothing before it was said anything. */
  Map<String, Reading> stock() {
    return stock;
  }

  /**
   * All alerts so far.
   *
   * @return in the order in which they were raised
   */
  public List<Detected> raised() {
    Map<String, Long> closed = new HashMap<>();
    for (Event event : events) {
      if (event.change() == Change.CLOSED) {
        closed.put(event.finding().alert(), event.timeMillis());
      }
    }
    return events.stream()
        .filter(event -> event.change() == Change.OPENED)
        .map(event -> {
          Long closedAt = closed.get(event.finding().alert());
          return new Detected(
              event.kind(),
              event.subject(),
              event.timeMillis(),
              closedAt == null ? OptionalLong.empty() : OptionalLong.of(closedAt));
        })
        .toList();
  }

  /** How much of its state there is, in bytes, over all detectors. */
  long stateBytes() {
    return pipeline.changes().values().stream().mapToLong(state -> state.length).sum();
  }

  @Override
  public void event(Event event) {
    events.add(event);
  }

  @Override
  public void reading(Reading reading) {
    if (reading.point().point().equals("stock")) {
      stock.put(reading.device(), reading);
    }
  }

  @Override
  public void sighting(Sighting sighting) {
    // Only what is found is judged.
  }
}
