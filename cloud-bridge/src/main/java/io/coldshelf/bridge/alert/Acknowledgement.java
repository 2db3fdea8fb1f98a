package io.coldshelf.bridge.alert;

/**
 * Somebody has taken an alert on.
 *
 * @param atMillis when, milliseconds since 1970
 * @param by who
 * @param note what they say of it; may be empty
 * @param action what they did about it, for the record that food law asks for (HACCP, principle 5);
 *     may be empty
 */
public record Acknowledgement(long atMillis, String by, String note, String action) {

  /** More text than this is no note. */
  public static final int MAX_TEXT = 2000;

  /** Somebody it must be, and the texts are bounded. */
  public Acknowledgement {
    if (by.isBlank()) {
      throw new IllegalArgumentException("'by' is missing: who acknowledges?");
    }
    if (by.length() > MAX_TEXT || note.length() > MAX_TEXT || action.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a text is longer than " + MAX_TEXT + " characters");
    }
  }
}
