package io.coldshelf.driver.line;

import io.coldshelf.driver.Outcome;
import java.io.IOException;

/** The line cannot be used as it is. Says what a person can do; never leaves a driver. */
public final class LineException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What it means for whoever reads the device. */
  private final Outcome.Fault.Kind kind;

  /** What to do about it. */
  private final String suggestion;

  /**
   * The port or the host is not there.
   *
   * @param reason what happened, one sentence for a person
   * @param suggestion what to do about it, one sentence for a person
   */
  public LineException(String reason, String suggestion) {
    this(Outcome.Fault.Kind.UNREACHABLE, reason, suggestion);
  }

  /**
   * The line cannot be used.
   *
   * @param kind what it means for whoever reads the device
   * @param reason what happened, one sentence for a person
   * @param suggestion what to do about it, one sentence for a person
   */
  public LineException(Outcome.Fault.Kind kind, String reason, String suggestion) {
    super(reason);
    this.kind = kind;
    this.suggestion = suggestion;
  }

  /**
   * The same as a value.
   *
   * @return the fault of the device that was to be reached
   */
  public Outcome.Fault fault() {
    return new Outcome.Fault(kind, String.valueOf(getMessage()), suggestion);
  }
}
