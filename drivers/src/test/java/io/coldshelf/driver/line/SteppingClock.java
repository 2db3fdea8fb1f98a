package io.coldshelf.driver.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until somebody waits. */
public final class SteppingClock implements InstantSource {

  /** Where it begins: 2026-01-01T00:00Z. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;

  /** A clock at {@link #START}. */
  public SteppingClock() {}

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Lets time pass.
   *
   * @param time how much
   */
  public void advance(Duration time) {
    now = now.plus(time);
  }

  /**
   * Since the beginning.
   *
   * @return the time that has passed
   */
  public Duration elapsed() {
    return Duration.between(START, now);
  }
}
