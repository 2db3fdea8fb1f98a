package io.coldshelf.driver.w1;

/**
 * The check of 1-Wire: x^8 + x^5 + x^4 + 1, low bit first, begun with 0 (Maxim application note
 * 27).
 */
final class Crc8 {

  private static final int POLYNOMIAL = 0x8C;

  private Crc8() {}

  /** Over the first bytes of an array, each 0 to 255. */
  static int of(int[] bytes, int count) {
    int crc = 0;
    for (int i = 0; i < count; i++) {
      crc ^= bytes[i];
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ POLYNOMIAL;
      }
    }
    return crc;
  }
}
