package io.coldshelf.driver.uhfreader;

import io.coldshelf.driver.rfid.Region;
import java.util.EnumMap;
import java.util.Map;

/**
 * A frequency band as the reader tells it (UHFReader288MP User Manual v1.14, 8.4.2): four bits of
 * band spread over the two top bits of the highest channel and of the lowest.
 *
 * @param code of the band, 0 to 15
 * @param channels how many it has
 */
record UhfBand(int code, int channels) {

  static final Map<Region, UhfBand> BANDS =
      new EnumMap<>(
          Map.of(
              Region.CN, new UhfBand(0b0001, 20),
              Region.US, new UhfBand(0b0010, 50),
              Region.KR, new UhfBand(0b0011, 32),
              Region.EU, new UhfBand(0b0100, 15)));

  private static final int SHIFT = 6;
  private static final int LOW_BITS = 0b11;

  /** The byte for the highest channel. */
  int highest() {
    return ((code >> 2) << SHIFT) | (channels - 1);
  }

  /** The byte for the lowest channel. */
  int lowest() {
    return (code & LOW_BITS) << SHIFT;
  }

  /** Whether a reader that tells these two bytes works in this band. */
  boolean isThatOf(int highestByte, int lowestByte) {
    return (((highestByte >> SHIFT) << 2) | (lowestByte >> SHIFT)) == code;
  }
}
