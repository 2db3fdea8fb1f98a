package io.coldshelf.wire;

/** The names of the MQTT 5 user properties on {@code events} and {@code readings}. */
public final class UserProperty {

  /** Which life of the journal. */
  public static final String EPOCH = "epoch";

  /** The block's number in its lane. */
  public static final String SEQ = "seq";

  /** How many readings and sightings, or events. */
  public static final String COUNT = "count";

  /** SHA-256 of the block, lower-case hexadecimal; see {@link Block}. */
  public static final String HASH = "hash";

  /** SHA-256 of the block before it. */
  public static final String PREV = "prev";

  /** {@code deflate} (RFC 1951) where the payload is deflated; absent where it is not. */
  public static final String ENCODING = "encoding";

  /**
   * The lowest seq that the gateway still holds for delivery in this lane: whatever is missing
   * below it will never come, and a receiver that waits for it may go on.
   */
  public static final String FIRST = "first";

  /** By which clock the block was stamped; see {@link ClockState}. */
  public static final String CLOCK = "clock";

  private UserProperty() {}
}
