package io.coldshelf.profile;

/**
 * What a contact at a pin of the gateway itself says.
 *
 * @param on whether the point is on (1) while the contact is closed, or while it is open
 */
public record PinContact(When on) implements PointSource {

  /** The two states of a contact. */
  public enum When {
    /** Current can flow. */
    CLOSED,
    /** No current can flow. */
    OPEN
  }

  @Override
  public String described() {
    return "on while " + (on == When.CLOSED ? "closed" : "open");
  }
}
