package io.coldshelf.driver.llrp;

import java.time.Duration;

/**
 * How patient we are with a reader that is connected.
 *
 * @param keepalive how often it is to send a sign of life
 * @param missedKeepalives after how many such whiles of silence it counts as lost
 * @param farewell how long a polite end of the session may take
 */
record Timing(Duration keepalive, int missedKeepalives, Duration farewell) {

  /** For use in the field. */
  static final Timing STANDARD = new Timing(Duration.ofSeconds(5), 3, Duration.ofMillis(500));

  /** How long a silence is taken. */
  Duration silence() {
    return keepalive.multipliedBy(missedKeepalives);
  }
}
