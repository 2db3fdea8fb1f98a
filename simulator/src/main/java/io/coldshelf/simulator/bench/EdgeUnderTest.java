package io.coldshelf.simulator.bench;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.Event;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.CloudEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent's pipeline with all its detectors before a journal, cut as the agent cuts by default.
 * The agent's own loop begins at its drivers; this one begins behind them. One thread uses it.
 */
final class EdgeUnderTest implements Findings {

  private final Pipeline pipeline;
  private final Cut cut;
  private final JournalUnderTest journal;
  private final LiveView view = new LiveView();
  private final List<CloudEvent> events = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private long oldestMillis = Long.MAX_VALUE;
  private long commits;

  EdgeUnderTest(GatewayConfiguration configuration, JournalUnderTest journal) {
    this.pipeline = Detectors.pipeline(configuration);
    this.cut = configuration.uplink().orElseThrow().readings();
    this.journal = journal;
  }

  @Override
  public void event(Event event) {
    events.add(new CloudEvent(StoreGateway.TOPICS.source(), event));
    view.event(event);
  }

  @Override
  public void reading(Reading reading) {
    readings.add(reading);
    view.reading(reading);
  }

  @Override
  public void sighting(Sighting sighting) {
    sightings.add(sighting);
    view.sighting(sighting);
  }

  void take(Observation observation) {
    view.observed(observation);
    pipeline.accept(observation, this);
  }

  /** Takes what is observed in virtual time: what has waited long enough is committed before it. */
  void takeInTime(Observation observation) {
    if (isDue(observation.timeMillis())) {
      commit();
    }
    take(observation);
    oldestMillis = Math.min(oldestMillis, observation.timeMillis());
    if (isDue(observation.timeMillis())) {
      commit();
    }
  }

  boolean isDue(long nowMillis) {
    if (!isWaiting()) {
      return false;
    }
    oldestMillis = Math.min(oldestMillis, nowMillis);
    return !events.isEmpty()
        || readings.size() + sightings.size() >= cut.count()
        || nowMillis - oldestMillis >= cut.age().toMillis();
  }

  boolean isWaiting() {
    return !events.isEmpty() || !readings.isEmpty() || !sightings.isEmpty();
  }

  void commit() {
    journal.commit(new Commit(events, readings, sightings, pipeline.changes()));
    commits++;
    events.clear();
    readings.clear();
    sightings.clear();
    oldestMillis = Long.MAX_VALUE;
  }

  void forget() {
    journal.forget();
  }

  long commits() {
    return commits;
  }
}
