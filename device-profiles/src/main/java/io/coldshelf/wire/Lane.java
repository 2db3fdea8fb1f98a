package io.coldshelf.wire;

import java.util.Locale;

/** The two priorities of the journal and the wire. */
public enum Lane {
  /** Committed and sent at once; one event a block. */
  EVENTS((byte) 0),
  /** Cut into blocks by age and size. */
  READINGS((byte) 1);

  private final byte number;

  Lane(byte number) {
    this.number = number;
  }

  /**
   * The lane's number in a block's hash and in the journal.
   *
   * @return 0 for events, 1 for readings; never renumbered
   */
  public byte number() {
    return number;
  }

  /**
   * The word in topics and in the acknowledgement.
   *
   * @return lower case
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
