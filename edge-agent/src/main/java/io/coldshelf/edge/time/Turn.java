package io.coldshelf.edge.time;

import io.coldshelf.edge.detect.Recorded;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Severity;
import io.coldshelf.wire.ClockState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From here on another clock holds. What was recorded until now must be committed by the former one
 * first, so that no block mixes the two.
 */
public final class Turn {

  private static final String UNIT = "s";
  private static final double MILLIS_PER_SECOND = 1000;

  private final ClockState after;
  private final ClockWatch.Verdict verdict;
  private final boolean putRight;

  /** Goes on by that clock; put right is one that is known to have been wrong. */
  Turn(ClockState after, ClockWatch.Verdict verdict, boolean putRight) {
    this.after = after;
    this.verdict = verdict;
    this.putRight = putRight;
  }

  ClockState after() {
    return after;
  }

  ClockWatch.Verdict verdict() {
    return verdict;
  }

  /**
   * By how much the time of day is set.
   *
   * @return milliseconds, negative when it is set back, 0 when only what is known of it has changed
   */
  public long stepMillis() {
    return switch (verdict) {
      case ClockWatch.Verdict.Step step -> step.millis();
      case ClockWatch.Verdict.Doubt _, ClockWatch.Verdict.Slew _, ClockWatch.Verdict.Keep _ -> 0;
    };
  }

  /**
   * What is said of it.
   *
   * @param recorded makes the event
   * @param gateway its subject
   * @param atMillis what time it is now, milliseconds since 1970
   * @return an event where the wall clock has jumped
   */
  public Optional<Event> event(Recorded recorded, String gateway, long atMillis) {
    return switch (verdict) {
      case ClockWatch.Verdict.Step step -> {
        String set =
            "The gateway's clock was "
                + (putRight ? "put right: " : "")
                + (step.millis() > 0 ? "set forward by " : "set back by ")
                + words(step.millis())
                + ".";
        yield Optional.of(
            recorded.fact(
                EventKind.CLOCK_JUMP,
                gateway,
                atMillis,
                putRight ? Severity.INFO : Severity.WARNING,
                measure(step.millis()),
                set,
                putRight
                    ? "Nothing to do; where it happens at every start, a clock with a battery"
                        + " spares it."
                    : "Check what sets the gateway's clock: its time server, or a person."));
      }
      case ClockWatch.Verdict.Doubt doubt ->
          Optional.of(
              recorded.fact(
                  EventKind.CLOCK_JUMP,
                  gateway,
                  atMillis,
                  Severity.WARNING,
                  measure(doubt.millis()),
                  "The gateway's clock went back by "
                      + words(doubt.millis())
                      + ", to before this software was made; times go on without it.",
                  "Check the battery of the gateway's clock, and its time server."));
      case ClockWatch.Verdict.Slew _, ClockWatch.Verdict.Keep _ -> Optional.empty();
    };
  }

  private static Measure measure(long millis) {
    return new Measure(
        millis / MILLIS_PER_SECOND, UNIT, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** The two largest parts, for a person. */
  static String words(long millis) {
    Duration duration = Duration.ofMillis(Math.abs(millis));
    if (duration.toDays() > 0) {
      return duration.toDays() + " d" + more(duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h" + more(duration.toMinutesPart(), "min");
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + " min" + more(duration.toSecondsPart(), "s");
    }
    return duration.toSeconds() + " s";
  }

  private static String more(int amount, String unit) {
    return amount == 0 ? "" : " " + amount + " " + unit;
  }
}
