package io.coldshelf.simulator.truth;

import io.coldshelf.model.EventKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A state of the world that lasts from one time to another. */
public enum Condition {
  /** Nothing lies on a shelf. */
  STOCKOUT("stockout", EventKind.STOCKOUT),
  /** No more than the low mark lies on a shelf. */
  LOW_STOCK("low-stock", EventKind.LOW_STOCK),
  /** The air is on the wrong side of a limit; no breach until the rule's grace is over. */
  LIMIT_PASSED("limit-passed", null),
  /** The air has been on the wrong side for the whole grace. */
  TEMPERATURE_BREACH("temperature-breach", EventKind.TEMPERATURE_BREACH),
  /** A door stands open. Nothing to alert: only one that is left open is. */
  DOOR_OPEN("door-open", null),
  /** A compartment defrosts. */
  DEFROST("defrost", EventKind.DEFROST),
  /** The unit that should cool does not. */
  COOLING_OFF("cooling-off", null),
  /** A probe says something else than it feels. */
  PROBE_FAULT("probe-fault", EventKind.SENSOR_FAULT);

  private final String code;
  private final Optional<EventKind> alert;

  Condition(String code, @Nullable EventKind alert) {
    this.code = code;
    this.alert = Optional.ofNullable(alert);
  }

  /**
   * The word in the written truth.
   *
   * @return lower case, words joined by hyphens
   */
  public String code() {
    return code;
  }

  /**
   * The alert that should be raised.
   *
   * @return its kind, or nothing where the condition alone is no reason for one
   */
  public Optional<EventKind> alert() {
    return alert;
  }
}
