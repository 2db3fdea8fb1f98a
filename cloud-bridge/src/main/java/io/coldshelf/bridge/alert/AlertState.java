package io.coldshelf.bridge.alert;

import java.util.Locale;
import java.util.Optional;

/** Where an alert stands. */
public enum AlertState {
  /** Nobody has taken it on. */
  OPEN,
  /** Somebody has, and it still lasts. */
  ACKNOWLEDGED,
  /** It is over. */
  CLOSED;

  /**
   * The word in the interface.
   *
   * @return lower case
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word.
   *
   * @param code as {@link #code()} gives it
   * @return the state, or nothing for an unknown word
   */
  public static Optional<AlertState> ofCode(String code) {
    for (AlertState state : values()) {
      if (state.code().equals(code)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
