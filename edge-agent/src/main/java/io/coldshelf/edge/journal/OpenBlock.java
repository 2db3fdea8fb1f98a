package io.coldshelf.edge.journal;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.ClockState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The readings and sightings that are durable already and wait for more to share a block with. A
 * block costs some hundred bytes on the wire whatever it holds; a commit must not wait for it.
 *
 * @param readings in the order of their commits
 * @param sightings likewise
 * @param clock by which clock all of them were stamped: a block has one
 */
record OpenBlock(List<Reading> readings, List<Sighting> sightings, Optional<ClockState> clock) {

  static final OpenBlock EMPTY = new OpenBlock(List.of(), List.of(), Optional.empty());

  boolean isEmpty() {
    return count() == 0;
  }

  int count() {
    return readings.size() + sightings.size();
  }

  static OpenBlock of(Commit commit) {
    return new OpenBlock(commit.readings(), commit.sightings(), commit.clock());
  }

  /** Whether what comes was stamped by the same clock. */
  boolean goesOnWith(Commit commit) {
    return isEmpty() || !commit.hasItems() || clock.equals(commit.clock());
  }

  OpenBlock plus(Commit commit) {
    if (!commit.hasItems()) {
      return this;
    }
    if (isEmpty()) {
      return of(commit);
    }
    return new OpenBlock(
        joined(readings, commit.readings()), joined(sightings, commit.sightings()), clock);
  }

  private static <T> List<T> joined(List<T> first, List<T> then) {
    List<T> joined = new ArrayList<>(first.size() + then.size());
    joined.addAll(first);
    joined.addAll(then);
    return joined;
  }
}
