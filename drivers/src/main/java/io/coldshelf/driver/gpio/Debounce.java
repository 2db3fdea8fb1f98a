package io.coldshelf.driver.gpio;

import java.util.Optional;

/**
 * A contact bounces: its level counts once it has held for a while, and then from the moment at
 * which it left the level before. Times come as parameters; the state is constant.
 */
final class Debounce {

  /** Nothing is under way. */
  static final long NEVER = Long.MAX_VALUE;

  private final long holdMillis;
  private boolean settled;
  private boolean moving;
  private long leftMillis;

  /** At a level that has held long enough. */
  Debounce(long holdMillis, boolean level) {
    this.holdMillis = holdMillis;
    this.settled = level;
  }

  /**
   * A new level that counts.
   *
   * @param level the level
   * @param timeMillis since when
   */
  record Change(boolean level, long timeMillis) {}

  boolean level() {
    return settled;
  }

  /** The level seen at a time. */
  void seen(boolean level, long nowMillis) {
    if (level == settled) {
      moving = false;
    } else if (!moving) {
      moving = true;
      leftMillis = nowMillis;
    }
  }

  /** When a look is worth it, {@link #NEVER} where nothing is under way. */
  long dueMillis() {
    return moving ? leftMillis + holdMillis : NEVER;
  }

  /** The level that counts from now on, where that is another one. */
  Optional<Change> settle(long nowMillis) {
    if (!moving || nowMillis < dueMillis()) {
      return Optional.empty();
    }
    moving = false;
    settled = !settled;
    return Optional.of(new Change(settled, leftMillis));
  }
}
