package io.coldshelf.driver;

import java.time.Duration;

/**
 * Keeps a dead device from delaying the others on its bus: after three faults in a row it is only
 * probed, at intervals that double from its own poll interval to a minute. The first answer puts it
 * back to normal.
 *
 * <p>A device that is polled less often than once a minute is probed as often as it is polled.
 * Holds no clock and no lock: used by the one thread that polls the bus.
 */
public final class CircuitBreaker {

  /** So many faults in a row until a device counts as dead. */
  public static final int PATIENCE = 3;

  /** The longest interval between probes, unless the device is polled less often anyway. */
  public static final Duration LONGEST = Duration.ofMinutes(1);

  private final long shortestMillis;
  private final long longestMillis;

  // Since the last success.
  private int faults;
  private long waitMillis;
  private long nextProbeMillis;

  /**
   * A closed one: all is well.
   *
   * @param pollInterval how often the device is asked while all is well, at least a millisecond
   */
  public CircuitBreaker(Duration pollInterval) {
    if (pollInterval.toMillis() < 1) {
      throw new IllegalArgumentException("a poll interval of " + pollInterval);
    }
    shortestMillis = pollInterval.toMillis();
    longestMillis = Math.max(shortestMillis, LONGEST.toMillis());
    succeeded();
  }

  /**
   * Whether the device is to be asked.
   *
   * @param nowMillis a time in milliseconds that never runs backwards
   * @return false while a dead device is left in peace
   */
  public boolean mayTry(long nowMillis) {
    return faults < PATIENCE || nowMillis >= nextProbeMillis;
  }

  /**
   * Whether the device counts as dead.
   *
   * @return true from the third fault in a row until the next success
   */
  public boolean isOpen() {
    return faults >= PATIENCE;
  }

  /**
   * When the next probe of a dead device is due.
   *
   * @return a time in milliseconds; the least of all numbers while the device is not dead
   */
  public long nextProbeMillis() {
    return nextProbeMillis;
  }

  /**
   * Something has changed for the better: a dead device is probed at once, and if it stays silent
   * the intervals begin anew.
   *
   * @param nowMillis the time
   */
  public void hurry(long nowMillis) {
    if (isOpen()) {
      nextProbeMillis = nowMillis;
      waitMillis = shortestMillis;
    }
  }

  /** The device has answered. */
  public void succeeded() {
    faults = 0;
    waitMillis = shortestMillis;
    nextProbeMillis = Long.MIN_VALUE;
  }

  /**
   * The device has not answered.
   *
   * @param nowMillis when that was clear
   */
  public void failed(long nowMillis) {
    faults = Math.min(faults + 1, PATIENCE);
    if (isOpen()) {
      nextProbeMillis = nowMillis + waitMillis;
      waitMillis = Math.min(2 * waitMillis, longestMillis);
    }
  }
}
