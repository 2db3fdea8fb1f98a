package io.coldshelf.edge.journal;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes durable together: either all of it survives a power cut or nothing does.
 *
 * @param events one block each in the events lane, in this order
 * @param readings with the sightings in as few blocks of the readings lane as the bound allows
 * @param sightings see readings
 * @param state detector state to keep, by key; empty bytes remove the key; the arrays are not
 *     copied
 * @param clock by which clock all of it was stamped, where that is known
 */
public record Commit(
    List<CloudEvent> events,
    List<Reading> readings,
    List<Sighting> sightings,
    Map<String, byte[]> state,
    Optional<ClockState> clock) {

  /** Copies the collections. */
  public Commit {
    events = List.copyOf(events);
    readings = List.copyOf(readings);
    sightings = List.copyOf(sightings);
    state = Map.copyOf(state);
  }

  /**
   * Stamped by a clock of which nothing is known.
   *
   * @param events one block each in the events lane, in this order
   * @param readings with the sightings in the readings lane
   * @param sightings see readings
   * @param state detector state to keep, by key
   */
  public Commit(
      List<CloudEvent> events,
      List<Reading> readings,
      List<Sighting> sightings,
      Map<String, byte[]> state) {
    this(events, readings, sightings, state, Optional.empty());
  }

  /**
   * Only readings.
   *
   * @param readings at least one
   * @return a commit without events, sightings and state
   */
  public static Commit of(List<Reading> readings) {
    return new Commit(List.of(), readings, List.of(), Map.of());
  }

  boolean isEmpty() {
    return events.isEmpty() && readings.isEmpty() && sightings.isEmpty() && state.isEmpty();
  }
}
