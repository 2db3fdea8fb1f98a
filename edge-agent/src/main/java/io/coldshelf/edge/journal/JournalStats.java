package io.coldshelf.edge.journal;

import io.coldshelf.wire.Lane;

/**
 * The journal in numbers.
 *
 * @param epoch which life of the journal
 * @param events the events lane
 * @param readings the readings lane
 * @param totals what was ever journalled in this epoch
 * @param outlook how full it is, and for how long the rest will do
 */
public record JournalStats(
    String epoch, LaneStats events, LaneStats readings, Totals totals, Outlook outlook) {

  /**
   * The file and its write-ahead log.
   *
   * @return in bytes
   */
  public long bytesOnDisk() {
    return outlook.bytesOnDisk();
  }

  /**
   * One lane.
   *
   * @param first lowest seq still to be delivered; last + 1 when there is none
   * @param last highest seq ever written, 0 before the first
   * @param acknowledged highest seq that the receiver has stored, as far as applied here
   * @param refused blocks that were set aside and are kept
   */
  public record LaneStats(long first, long last, long acknowledged, long refused) {

    /** The same with what the receiver has said since. */
    LaneStats with(long acknowledgedNow) {
      long upTo = Math.max(acknowledged, acknowledgedNow);
      return new LaneStats(Math.min(Math.max(first, upTo + 1), last + 1), last, upTo, refused);
    }

    /**
     * How many blocks no receiver has stored yet.
     *
     * @return at least 0
     */
    public long unacknowledged() {
      return last - acknowledged;
    }
  }

  /**
   * What was ever journalled in this epoch; survives restarts and acknowledgements.
   *
   * @param events how many events
   * @param readings how many readings
   * @param sightings how many sightings
   * @param commits how many transactions they came in
   */
  public record Totals(long events, long readings, long sightings, long commits) {}

  /**
   * The numbers of one lane.
   *
   * @param lane which
   * @return its numbers
   */
  public LaneStats of(Lane lane) {
    return switch (lane) {
      case EVENTS -> events;
      case READINGS -> readings;
    };
  }
}
