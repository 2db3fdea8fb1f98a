package io.coldshelf.tag;

/**
 * The word in front of a tag's EPC (TDS 2.3, 9.3).
 *
 * <pre>
 *  bit 15 … 11        10           9    8       7 … 0
 *      words of EPC   user memory  XPC  toggle  attributes, or family if the toggle is set
 * </pre>
 *
 * @param word 0 to 0xFFFF
 */
public record ProtocolControl(int word) {

  /** The bits of a word that the EPC's length is counted in. */
  public static final int WORD_BITS = 16;

  private static final int MAX = 0xFFFF;
  private static final int LENGTH_SHIFT = 11;
  private static final int USER_MEMORY = 1 << 10;
  private static final int EXTENDED = 1 << 9;
  private static final int TOGGLE = 1 << 8;
  private static final int LOW = 0xFF;

  /** Refuses what is no word. */
  public ProtocolControl {
    if (word < 0 || word > MAX) {
      throw new UnfitException("a protocol-control word has 16 bits, not " + word);
    }
  }

  /**
   * How long the tag says that its EPC is.
   *
   * @return 0 to 496, in bits
   */
  public int epcBits() {
    return (word >>> LENGTH_SHIFT) * WORD_BITS;
  }

  /**
   * Whether the tag has data in its user memory.
   *
   * @return the indicator
   */
  public boolean userMemory() {
    return (word & USER_MEMORY) != 0;
  }

  /**
   * Whether a second control word follows.
   *
   * @return the indicator
   */
  public boolean extended() {
    return (word & EXTENDED) != 0;
  }

  /**
   * Whether the tag belongs to an ISO application. Its bits are no EPC then, though they may look
   * like one.
   *
   * @return the toggle
   */
  public boolean isoApplication() {
    return (word & TOGGLE) != 0;
  }

  /**
   * The low byte.
   *
   * @return the ISO application family if {@link #isoApplication()}, else the attribute bits; 0 to
   *     255
   */
  public int low() {
    return word & LOW;
  }
}
