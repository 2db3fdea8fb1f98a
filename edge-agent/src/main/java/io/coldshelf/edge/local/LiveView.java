package io.coldshelf.edge.local;

import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.time.Moved;
import io.coldshelf.model.Change;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Event;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the gateway knows right now. Written by the pipeline's thread, read by the page's: every
 * value is whole, though two of them may be a moment apart.
 */
public final class LiveView implements Findings {

  private static final long NOT_YET = Long.MIN_VALUE;

  /** Written with every reading, and put in order only for those who look. */
  private final Map<PointId, Reading> points = new ConcurrentHashMap<>();

  private final Map<String, DeviceState> devices = new ConcurrentSkipListMap<>();
  private final Map<String, Event> openAlerts = new ConcurrentSkipListMap<>();
  private final LongAdder readings = new LongAdder();
  private final LongAdder sightings = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final AtomicLong firstDurableMillis = new AtomicLong(NOT_YET);

  /** An empty view. */
  public LiveView() {}

  /**
   * Takes what a device said, before the pipeline.
   *
   * @param observation what a driver said
   */
  public void observed(Observation observation) {
    if (observation instanceof DeviceState state) {
      devices.put(state.device(), state);
    }
  }

  /**
   * The time of day was set: what is shown moves along.
   *
   * @param deltaMillis how far, negative when the time was set back
   */
  public void shift(long deltaMillis) {
    points.replaceAll((point, reading) -> Moved.by(reading, deltaMillis));
    devices.replaceAll((device, state) -> Moved.by(state, deltaMillis));
  }

  /**
   * Takes note that readings are in the journal; the first time counts.
   *
   * @param nowMillis after the commit, milliseconds since 1970
   */
  public void readingsDurable(long nowMillis) {
    firstDurableMillis.compareAndSet(NOT_YET, nowMillis);
  }

  /**
   * When the first reading was in the journal.
   *
   * @return milliseconds since 1970; empty until then
   */
  public OptionalLong firstDurableMillis() {
    long first = firstDurableMillis.get();
    return first == NOT_YET ? OptionalLong.empty() : OptionalLong.of(first);
  }

  @Override
  public void reading(Reading reading) {
    readings.increment();
    points.put(reading.point(), reading);
  }

  @Override
  public void sighting(Sighting sighting) {
    sightings.increment();
  }

  @Override
  public void event(Event event) {
    events.increment();
    if (event.change() == Change.CLOSED) {
      openAlerts.remove(event.finding().alert());
    } else if (event.change() == Change.OPENED || event.change() == Change.UPDATED) {
      openAlerts.put(event.finding().alert(), event);
    }
  }

  /**
   * Every point's last reading.
   *
   * @return by point
   */
  public Map<PointId, Reading> points() {
    return new TreeMap<>(points);
  }

  /**
   * Every device's last state.
   *
   * @return by device
   */
  public Map<String, DeviceState> devices() {
    return devices;
  }

  /**
   * The alerts that are open since this start.
   *
   * @return the last event of each, by alert
   */
  public Map<String, Event> openAlerts() {
    return openAlerts;
  }

  /**
   * Readings since this start, derived ones included.
   *
   * @return how many
   */
  public long readings() {
    return readings.sum();
  }

  /**
   * Sightings since this start.
   *
   * @return how many
   */
  public long sightings() {
    return sightings.sum();
  }

  /**
   * Events since this start.
   *
   * @return how many
   */
  public long events() {
    return events.sum();
  }
}
