package io.coldshelf.edge.journal;

import io.coldshelf.model.Change;
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
 * @param readings with the sightings for the readings lane
 * @param sightings see readings
 * @param state detector state to keep, by key; empty bytes remove the key; the arrays are not
 *     copied
 * @param clock by which clock all of it was stamped, where that is known
 * @param cutsBlock whether the readings and sightings, with those that still wait, become blocks
 *     now. If not they are durable all the same, and wait for more to share a block with
 */
public record Commit(
    List<CloudEvent> events,
    List<Reading> readings,
    List<Sighting> sightings,
    Map<String, byte[]> state,
    Optional<ClockState> clock,
    boolean cutsBlock) {

  /** Copies the collections. */
  public Commit {
    events = List.copyOf(events);
    readings = List.copyOf(readings);
    sightings = List.copyOf(sightings);
    state = Map.copyOf(state);
  }

  /**
   * One that cuts a block.
   *
   * @param events one block each in the events lane, in this order
   * @param readings with the sightings in the readings lane
   * @param sightings see readings
   * @param state detector state to keep, by key
   * @param clock by which clock all of it was stamped, where that is known
   */
  public Commit(
      List<CloudEvent> events,
      List<Reading> readings,
      List<Sighting> sightings,
      Map<String, byte[]> state,
      Optional<ClockState> clock) {
    this(events, readings, sightings, state, clock, true);
  }

  /**
   * One that cuts a block, stamped by a clock of which nothing is known.
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
   * Only a piece of state.
   *
   * @param key as in {@link #state}
   * @param value what to keep; not copied
   * @return a commit that cuts no block
   */
  public static Commit of(String key, byte[] value) {
    return new Commit(List.of(), List.of(), List.of(), Map.of(key, value), Optional.empty(), false);
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

  /**
   * The same readings and sightings, not yet as a block.
   *
   * @return a commit that leaves the block open
   */
  public Commit leavingBlockOpen() {
    return new Commit(events, readings, sightings, state, clock, false);
  }

  /**
   * Whether it tells of something that someone should act on.
   *
   * @return true when an alert is opened in it
   */
  public boolean opensAlert() {
    return events.stream().anyMatch(event -> event.event().change() == Change.OPENED);
  }

  boolean isEmpty() {
    return events.isEmpty() && !hasItems() && state.isEmpty();
  }

  boolean hasItems() {
    return !readings.isEmpty() || !sightings.isEmpty();
  }
}
