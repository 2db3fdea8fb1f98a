package io.coldshelf.edge.time;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A machine's clocks in virtual time: time goes by, and the wall clock is set, when the test says
 * so.
 */
public final class SetClock {

  /** Of the boot that it begins in. */
  public static final Boot BOOT = new Boot("0123456789abcdef");

  private long wallMillis;
  private long countedNanos;
  private Sync sync = Sync.SYNCED;

  /**
   * Begins a minute after the machine came up.
   *
   * @param wallMillis at this time, milliseconds since 1970
   */
  public SetClock(long wallMillis) {
    this.wallMillis = wallMillis;
    this.countedNanos = TimeUnit.MINUTES.toNanos(1);
  }

  /**
   * Another process of the same boot, or of another, asks these clocks from here on.
   *
   * @param boot which boot it is
   * @param builtMillis when its software was built, milliseconds since 1970
   * @return its timeline
   */
  public Timeline timeline(Boot boot, long builtMillis) {
    return new Timeline(
        () -> Instant.ofEpochMilli(wallMillis), () -> countedNanos, () -> sync, boot, builtMillis);
  }

  /**
   * Time goes by.
   *
   * @param millis how much
   */
  public void pass(long millis) {
    wallMillis += millis;
    countedNanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /**
   * The wall clock is set, and nothing else happens.
   *
   * @param deltaMillis how far
   */
  public void set(long deltaMillis) {
    wallMillis += deltaMillis;
  }

  /**
   * The machine is started anew, half a minute ago.
   *
   * @param atMillis what its clock says now, milliseconds since 1970
   */
  public void boot(long atMillis) {
    wallMillis = atMillis;
    countedNanos = TimeUnit.SECONDS.toNanos(30);
  }

  /**
   * From now on the machine says this of its clock.
   *
   * @param said whether it is right
   */
  public void sync(Sync said) {
    sync = said;
  }

  /**
   * What the wall clock says.
   *
   * @return milliseconds since 1970
   */
  public long wallMillis() {
    return wallMillis;
  }

  /**
   * What the counter says.
   *
   * @return in milliseconds
   */
  public long countedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(countedNanos);
  }
}
