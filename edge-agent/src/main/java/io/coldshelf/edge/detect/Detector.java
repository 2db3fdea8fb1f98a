package io.coldshelf.edge.detect;

import io.coldshelf.model.Observation;

/**
 * One state machine over observations.
 *
 * <p>It is called from one thread, with times that may repeat and, for late readings, step back. It
 * never asks a clock: what must happen later it names as its {@link #deadline()} and is woken then,
 * in live operation as in a replay.
 */
public interface Detector {

  /** No deadline. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Under which key its state is kept. Stable across versions and configurations.
   *
   * @return kind and subject
   */
  String key();

  /**
   * Takes one observation.
   *
   * @param observation what a driver said
   * @param out where findings go
   */
  void accept(Observation observation, Findings out);

  /**
   * When it wants to be woken next.
   *
   * @return milliseconds since 1970, or {@link #NEVER}
   */
  long deadline();

  /**
   * The deadline has come.
   *
   * @param nowMillis the deadline, or later
   * @param out where findings go
   */
  void wake(long nowMillis, Findings out);

  /**
   * The agent stops, or a recording ends: whatever is held back goes out now.
   *
   * @param out where findings go
   */
  default void finish(Findings out) {}

  /**
   * The agent is up again, after a time in which nobody listened: silence meanwhile means nothing.
   *
   * @param nowMillis milliseconds since 1970
   */
  default void resume(long nowMillis) {}

  /**
   * The time of day was set while nothing else changed: every time that it remembers, its deadline
   * included, moves by so much, and every duration stays. Nothing is found by that. The ids of
   * alerts that are open stay too.
   *
   * @param deltaMillis how far, negative when the time was set back
   */
  void shift(long deltaMillis);

  /**
   * Writes what must outlive a restart.
   *
   * @param into an empty snapshot
   */
  void save(Snapshot into);

  /**
   * Takes up where {@link #save} left off. A snapshot of an older version may lack entries.
   *
   * @param from what was saved
   */
  void restore(Snapshot from);
}
