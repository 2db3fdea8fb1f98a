package io.coldshelf.edge.uplink;

/**
 * Bytes within one day, or one month. A period is known by its number, which grows with the
 * calendar.
 *
 * <p>Clocks of gateways jump. Whoever turns a clock forward gets no new budget by that, and whoever
 * turns it back does not wait for years:
 *
 * <ul>
 *   <li>A later period begins at zero, unless the clock jumped into it while it was believed: then
 *       what was spent counts there, until that period ends.
 *   <li>In an earlier period, as after a start in 1970, what was spent counts on. When the clock
 *       has come back to the period that it counts for, all is as before; when the earlier one ends
 *       first, the next begins at zero.
 * </ul>
 */
final class Period {

  private long number;
  private long bytes;

  /** The period that the clock shows, where that is earlier than {@code number}. */
  private long shown;

  Period(long number, long bytes) {
    this.number = number;
    this.shown = number;
    this.bytes = bytes;
  }

  /** The clock shows this period, which it has reached by itself or by a jump. */
  void look(long now, boolean jumped) {
    boolean behind = shown < number;
    if (now > number) {
      begin(now, jumped && !behind ? bytes : 0);
    } else if (now == number) {
      shown = now;
    } else if (behind && now > shown && !jumped) {
      begin(now, 0);
    } else {
      shown = now;
    }
  }

  private void begin(long now, long already) {
    number = now;
    shown = now;
    bytes = already;
  }

  void spend(long more) {
    bytes += more;
  }

  long number() {
    return number;
  }

  long bytes() {
    return bytes;
  }
}
