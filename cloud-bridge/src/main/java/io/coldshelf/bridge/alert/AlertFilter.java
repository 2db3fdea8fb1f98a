package io.coldshelf.bridge.alert;

import java.util.Optional;

/**
 * Which alerts are asked for, newest first.
 *
 * @param state only those that stand so
 * @param kind only those of this kind, by its code
 * @param site only those of this site
 * @param subject only those about this subject
 * @param after only those that come after this one in the list
 * @param limit at most so many, 1 to {@link #MAX_PAGE}
 */
public record AlertFilter(
    Optional<AlertState> state,
    Optional<String> kind,
    Optional<String> site,
    Optional<String> subject,
    Optional<Position> after,
    int limit) {

  /** Alerts on one page of the list. */
  public static final int MAX_PAGE = 500;

  /**
   * A place in the list.
   *
   * @param openedAtMillis when that alert was opened, milliseconds since 1970
   * @param id that alert's id
   */
  public record Position(long openedAtMillis, String id) {}

  /**
   * The newest alerts.
   *
   * @param limit at most so many
   * @return a filter that lets all through
   */
  public static AlertFilter newest(int limit) {
    return new AlertFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
