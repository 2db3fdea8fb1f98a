package io.coldshelf.driver.llrp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts a reader's times into the terms of our clock, by the difference between the two when the
 * connection was made. For the life of one connection.
 *
 * <p>A reader whose clock was never set counts from 1970 and may be set at any moment. Such a time
 * is not believed; our own clock is taken instead.
 */
final class ReaderClock {

  /** No reader's clock that was set stands before this. */
  private static final long EARLIEST_MILLIS = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

  private static final int MICROS_PER_MILLI = 1000;

  private final InstantSource clock;
  private OptionalLong utcOffsetMillis = OptionalLong.empty();
  private OptionalLong uptimeOffsetMillis = OptionalLong.empty();

  ReaderClock(InstantSource clock) {
    this.clock = clock;
  }

  /** Our own time, milliseconds since 1970. */
  long now() {
    return clock.millis();
  }

  /**
   * Takes the differences from the first notification of a connection. Later ones may have waited
   * in the reader's buffer.
   */
  void set(Parameter notification) {
    long now = clock.millis();
    notification
        .parameters()
        .first(ParameterType.UTC_TIMESTAMP)
        .map(time -> time.fields().u64(0))
        .filter(ReaderClock::credible)
        .ifPresent(micros -> utcOffsetMillis = OptionalLong.of(now - micros / MICROS_PER_MILLI));
    notification
        .parameters()
        .first(ParameterType.UPTIME)
        .map(time -> time.fields().u64(0))
        .ifPresent(micros -> uptimeOffsetMillis = OptionalLong.of(now - micros / MICROS_PER_MILLI));
  }

  /**
   * A time in our terms.
   *
   * @param time any of the time parameters, if there is one
   * @return milliseconds since 1970, never in our future; nothing for a time that cannot be trusted
   */
  OptionalLong millis(Optional<Parameter> time) {
    if (time.isEmpty()) {
      return OptionalLong.empty();
    }
    Parameter parameter = time.get();
    long micros = parameter.fields().u64(0);
    boolean uptime =
        parameter.is(ParameterType.UPTIME)
            || parameter.is(ParameterType.FIRST_SEEN_TIMESTAMP_UPTIME)
            || parameter.is(ParameterType.LAST_SEEN_TIMESTAMP_UPTIME);
    OptionalLong offset = uptime ? uptimeOffsetMillis : utcOffsetMillis;
    if (offset.isEmpty() || micros < 0 || (!uptime && !credible(micros))) {
      return OptionalLong.empty();
    }
    long ours = micros / MICROS_PER_MILLI + offset.getAsLong();
    return ours >= EARLIEST_MILLIS
        ? OptionalLong.of(Math.min(ours, clock.millis()))
        : OptionalLong.empty();
  }

  private static boolean credible(long micros) {
    return micros / MICROS_PER_MILLI >= EARLIEST_MILLIS;
  }
}
