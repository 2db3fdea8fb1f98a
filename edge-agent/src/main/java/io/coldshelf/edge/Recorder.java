package io.coldshelf.edge;

import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.model.Event;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was found and is not yet in the journal. Says when it is time to commit: at once when there
 * is an event and at the start, else by the age and the number of what waits. Everything that waits
 * is committed together, so that the detectors' state and what it came from are of one moment.
 */
final class Recorder implements Findings {

  /**
   * What may wait while the journal cannot be written; beyond it the oldest readings are given up.
   */
  static final int MOST_WAITING = 100_000;

  /** Events that may wait likewise; beyond it the oldest are given up. */
  static final int MOST_EVENTS_WAITING = 10_000;

  private final String source;
  private final Cut cut;
  private final LiveView view;

  private final List<CloudEvent> events = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private long oldestMillis = Long.MAX_VALUE;
  private long givenUp;

  /** What comes first after a start does not wait: whoever installs a gateway looks at it. */
  private boolean first = true;

  Recorder(String source, Cut cut, LiveView view) {
    this.source = source;
    this.cut = cut;
    this.view = view;
  }

  @Override
  public void event(Event event) {
    events.add(new CloudEvent(source, event));
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

  /**
   * Whether to commit now. The age counts from when something began to wait, by the caller's clock.
   */
  boolean isDue(long nowMillis) {
    if (isEmpty()) {
      return false;
    }
    oldestMillis = Math.min(oldestMillis, nowMillis);
    return first
        || !events.isEmpty()
        || readings.size() + sightings.size() >= cut.count()
        || nowMillis - oldestMillis >= cut.age().toMillis();
  }

  /** When {@link #isDue} will be true of what waits; the end of time when nothing does. */
  long dueMillis() {
    return isEmpty() || oldestMillis == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : oldestMillis + cut.age().toMillis();
  }

  boolean isEmpty() {
    return events.isEmpty() && readings.isEmpty() && sightings.isEmpty();
  }

  boolean hasReadings() {
    return !readings.isEmpty();
  }

  Commit commit(Map<String, byte[]> state) {
    return new Commit(events, readings, sightings, state);
  }

  void committed() {
    first = false;
    events.clear();
    readings.clear();
    sightings.clear();
    oldestMillis = Long.MAX_VALUE;
  }

  /** The journal could not be written: keeps what there is room for, and counts the rest. */
  void keepWhatFits() {
    int tooMany = readings.size() + sightings.size() - MOST_WAITING;
    if (tooMany > 0) {
      int fromReadings = Math.min(tooMany, readings.size());
      readings.subList(0, fromReadings).clear();
      sightings.subList(0, tooMany - fromReadings).clear();
      givenUp += tooMany;
    }
    int tooManyEvents = events.size() - MOST_EVENTS_WAITING;
    if (tooManyEvents > 0) {
      events.subList(0, tooManyEvents).clear();
      givenUp += tooManyEvents;
    }
  }

  /** How many readings, sightings and events were given up since the last call. */
  long takeGivenUp() {
    long taken = givenUp;
    givenUp = 0;
    return taken;
  }
}
