package io.coldshelf.driver.rfid;

import io.coldshelf.driver.Outcome.Fault;

/** The conversation with a module cannot go on. Carries the fault; never leaves a driver. */
public final class ConversationEndedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Who can do something about it. */
  private final Fault.Kind kind;

  /** What to do about it. */
  private final String suggestion;

  /**
   * The end.
   *
   * @param kind who can do something about it
   * @param reason what happened, one sentence for a person
   * @param suggestion what to do about it, one sentence for a person
   */
  public ConversationEndedException(Fault.Kind kind, String reason, String suggestion) {
    super(reason);
    this.kind = kind;
    this.suggestion = suggestion;
  }

  /**
   * The same as a value.
   *
   * @return why the session ended
   */
  public Fault fault() {
    return new Fault(kind, String.valueOf(getMessage()), suggestion);
  }
}
