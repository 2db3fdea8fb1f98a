package io.coldshelf.profile;

import java.util.OptionalInt;

/**
 * Where in which message of a vehicle a value is: value = bits * scale + offset, the lowest byte
 * first (SAE J1939-71, 5.1).
 *
 * @param pgn the parameter group's number, 0 to 131071
 * @param firstByte from 1
 * @param firstBit the lowest in that byte, from 1; 1 for signals of whole bytes
 * @param bits how many: less than a byte, or 1 to 4 whole bytes
 * @param source the address of the unit that sends it; empty for any
 * @param scaling from bits to the point's unit
 */
public record J1939Signal(
    int pgn, int firstByte, int firstBit, int bits, OptionalInt source, Linear scaling)
    implements PointSource {

  private static final int MOST_PGN = 0x1FFFF;

  /** What a message of several packets has at most (SAE J1939-21, 5.10.1). */
  private static final int MOST_BYTES = 1_785;

  /** Ranges as said for the components. */
  public J1939Signal {
    boolean isPart = bits >= 1 && bits < Byte.SIZE && firstBit >= 1 && firstBit + bits <= 9;
    boolean isWhole = firstBit == 1 && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
    if (pgn < 0 || pgn > MOST_PGN || firstByte < 1 || !(isPart || isWhole)) {
      throw new IllegalArgumentException(
          "group %d, byte %d, bit %d, %d bits".formatted(pgn, firstByte, firstBit, bits));
    }
    if (firstByte - 1 + (bits + 7) / 8 > MOST_BYTES) {
      throw new IllegalArgumentException("byte " + firstByte + " is beyond a message's end");
    }
  }

  @Override
  public String described() {
    return "group "
        + pgn
        + ", byte "
        + firstByte
        + (bits < Byte.SIZE ? "." + firstBit : "")
        + ", "
        + bits
        + " bits";
  }
}
