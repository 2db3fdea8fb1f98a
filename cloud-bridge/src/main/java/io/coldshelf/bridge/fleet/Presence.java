package io.coldshelf.bridge.fleet;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether a gateway is there, as far as the bridge knows. All times are milliseconds since 1970.
 *
 * @param saysOnline what it said last, or its last will
 * @param sinceMillis since when it says so
 * @param heardMillis when anything was heard of it last, by the bridge's clock
 * @param lastDataMillis the newest time in its readings and events, by the gateway's clock
 */
public record Presence(
    boolean saysOnline, long sinceMillis, long heardMillis, OptionalLong lastDataMillis) {

  /** A gateway that sends nothing at all for this long is taken for lost. */
  public static final Duration SILENCE = Duration.ofMinutes(10);

  /** Values older than this are not shown as if they were of now. */
  public static final Duration STALE = Duration.ofMinutes(5);

  /**
   * Whether it is there.
   *
   * @param nowMillis now
   * @return true when it says so and was heard of
   */
  public boolean isOnline(long nowMillis) {
    return saysOnline && nowMillis - heardMillis < SILENCE.toMillis();
  }

  /**
   * Since when it is there or not.
   *
   * @param nowMillis now
   * @return since when; for a silent one since it was heard of last
   */
  public long since(long nowMillis) {
    return saysOnline && !isOnline(nowMillis) ? heardMillis : sinceMillis;
  }

  /**
   * Whether what it sent last can be taken for what is.
   *
   * @param nowMillis now
   * @return false when its data are old or it is gone for long
   */
  public boolean isFresh(long nowMillis) {
    long stale = STALE.toMillis();
    boolean recent = lastDataMillis.isPresent() && nowMillis - lastDataMillis.getAsLong() < stale;
    return recent && (isOnline(nowMillis) || nowMillis - since(nowMillis) < stale);
  }
}
