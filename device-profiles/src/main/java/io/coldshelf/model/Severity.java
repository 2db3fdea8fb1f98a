package io.coldshelf.model;

import java.util.Locale;
import java.util.Optional;

/** How soon someone should act. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Act today. */
  WARNING,
  /** Act now. */
  CRITICAL;

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
   * @return the severity, or nothing for an unknown word
   */
  public static Optional<Severity> ofCode(String code) {
    for (Severity severity : values()) {
      if (severity.code().equals(code)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }
}
