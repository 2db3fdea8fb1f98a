package io.coldshelf.driver.llrp;

import io.coldshelf.driver.Outcome.Fault;

/** Ends a session from wherever it is, with what is to be said about it. */
final class SessionEndedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  SessionEndedException(Fault.Kind kind, String reason, String suggestion) {
    super(reason);
    this.fault = new Fault(kind, reason, suggestion);
  }

  Fault fault() {
    return fault;
  }
}
