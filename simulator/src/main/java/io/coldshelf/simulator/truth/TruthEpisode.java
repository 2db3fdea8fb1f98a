package io.coldshelf.simulator.truth;

import io.coldshelf.model.EventKind;
import java.util.OptionalLong;

/**
 * A time during which an alert should have been open.
 *
 * @param kind the alert that should be raised
 * @param subject the shelf, compartment or point
 * @param sinceMillis from when what leads to it was to be seen: for a breach when the limit was
 *     passed, otherwise the same as the start
 * @param startMillis from when it is true: for a breach when the grace was over
 * @param endMillis when it ended; nothing while it lasts
 */
public record TruthEpisode(
    EventKind kind, String subject, long sinceMillis, long startMillis, OptionalLong endMillis) {

  /** Checks the order of the times. */
  public TruthEpisode {
    if (sinceMillis > startMillis || endMillis.orElse(Long.MAX_VALUE) < startMillis) {
      throw new IllegalArgumentException(
          kind.code() + " of " + subject + " ends before it starts, at " + startMillis);
    }
  }

  /**
   * One that is true from the moment at which it can be seen.
   *
   * @param kind the alert that should be raised
   * @param subject the shelf, compartment or point
   * @param startMillis when it began
   * @param endMillis when it ended; nothing while it lasts
   * @return the episode
   */
  public static TruthEpisode of(
      EventKind kind, String subject, long startMillis, OptionalLong endMillis) {
    return new TruthEpisode(kind, subject, startMillis, startMillis, endMillis);
  }
}
