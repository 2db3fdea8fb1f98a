package io.coldshelf.edge.time;

import java.util.Optional;

/**
 * Where the timeline begins when the agent starts.
 *
 * <ul>
 *   <li>In the same boot the counter has gone on, and so does the timeline: a wall clock that was
 *       set while the agent was down is then seen as any other step.
 *   <li>In another boot nothing is known but the wall clock. If it lies behind what is recorded
 *       already, it has lost its memory: the timeline goes on from the last recorded time, and the
 *       wall clock is not believed until it proves itself.
 * </ul>
 *
 * @param originMillis the time of day at the counter's zero, milliseconds since 1970
 * @param believed whether the wall clock is believed
 */
record ClockStart(long originMillis, boolean believed) {

  /**
   * Decides.
   *
   * @param saved what a former life left, if there was one
   * @param boot which boot this is
   * @param countedMillis the counter
   * @param wallMillis the wall clock
   * @return the beginning
   */
  static ClockStart of(
      Optional<SavedClock> saved, String boot, long countedMillis, long wallMillis) {
    long wallOrigin = wallMillis - countedMillis;
    if (saved.isEmpty()) {
      return new ClockStart(wallOrigin, true);
    }
    SavedClock last = saved.get();
    // A counter that stands before where it stood is not the same one, whatever the system says.
    boolean sameCounter =
        last.boot().equals(boot) && countedMillis >= last.placedMillis() - last.originMillis();
    if (sameCounter) {
      // No difference at all: the two clocks were read a moment apart.
      boolean still = Math.abs(wallOrigin - last.originMillis()) <= ClockWatch.STILL_MILLIS;
      return new ClockStart(
          still && last.believed() ? wallOrigin : last.originMillis(), last.believed());
    }
    return wallMillis < last.placedMillis()
        ? new ClockStart(last.placedMillis() - countedMillis, false)
        : new ClockStart(wallOrigin, true);
  }
}
