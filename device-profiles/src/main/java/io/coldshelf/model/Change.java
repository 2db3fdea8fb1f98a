package io.coldshelf.model;

import java.util.Locale;
import java.util.Optional;

/** What has happened to an event's subject. */
public enum Change {
  /** An alert begins. */
  OPENED,
  /** An open alert has got worse, better or a new severity. */
  UPDATED,
  /** An alert ends. */
  CLOSED,
  /** A fact is set down; there is nothing to close. */
  RECORDED,
  /** Items were taken from a shelf. */
  TAKEN,
  /** Items were put back. */
  RETURNED,
  /** Items have come into a compartment or onto a shelf by restocking. */
  ARRIVED,
  /** Items have gone. */
  LEFT,
  /** A trip begins. */
  STARTED,
  /** A trip ends. */
  ENDED;

  /**
   * The word on the wire.
   *
   * @return lower case
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word on the wire.
   *
   * @param code as {@link #code()} gives it
   * @return the change, or nothing for an unknown word
   */
  public static Optional<Change> ofCode(String code) {
    for (Change change : values()) {
      if (change.code().equals(code)) {
        return Optional.of(change);
      }
    }
    return Optional.empty();
  }
}
