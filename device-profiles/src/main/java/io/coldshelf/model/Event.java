package io.coldshelf.model;

/**
 * What is said once about a change.
 *
 * @param id unique for ever; the same change gives the same id in every replay
 * @param kind what it is about
 * @param change what has happened
 * @param subject the shelf, compartment, device, point or gateway
 * @param timeMillis the time of the change itself, milliseconds since 1970
 * @param finding what was found
 */
public record Event(
    String id, EventKind kind, Change change, String subject, long timeMillis, Finding finding) {

  /** The prefix of all types. */
  public static final String TYPE_PREFIX = "io.coldshelf.";

  /**
   * The type on the wire.
   *
   * @return {@code io.coldshelf.<kind>.<change>}
   */
  public String type() {
    return TYPE_PREFIX + kind.code() + "." + change.code();
  }
}
