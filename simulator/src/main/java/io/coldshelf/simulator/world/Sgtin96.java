package io.coldshelf.simulator.world;

import io.coldshelf.model.Epc;
import java.nio.ByteBuffer;

/**
 * Writes a GTIN and a serial number as a tag carries them (GS1 EPC Tag Data Standard 2.3,
 * SGTIN-96).
 *
 * <pre>
 *  bit 0      8       11          14
 *      header  filter  partition   company prefix  indicator + item   serial
 *      8       3       3           20 … 40         24 … 4             38
 * </pre>
 */
public final class Sgtin96 {

  /** The filter value of an item that is sold at a till. */
  public static final int POINT_OF_SALE = 1;

  /** Serial numbers are below this. */
  public static final long SERIALS = 1L << 38;

  private static final int HEADER = 0x30;

  /** Bits of the company prefix by partition, which is 12 less its digits. */
  private static final int[] PREFIX_BITS = {40, 37, 34, 30, 27, 24, 20};

  private static final int PREFIX_AND_ITEM_BITS = 44;

  private Sgtin96() {}

  /**
   * Encodes one item.
   *
   * @param gtin fourteen digits, the check digit right
   * @param prefixDigits the length of the company prefix, 6 to 12
   * @param filter 0 to 7; {@link #POINT_OF_SALE} for what a shopper buys
   * @param serial 0 to below {@link #SERIALS}
   * @return 96 bits
   * @throws IllegalArgumentException for anything else
   */
  public static Epc encode(String gtin, int prefixDigits, int filter, long serial) {
    checkGtin(gtin);
    if (prefixDigits < 6 || prefixDigits > 12) {
      throw new IllegalArgumentException("a company prefix of " + prefixDigits + " digits");
    }
    if (filter < 0 || filter > 7 || serial < 0 || serial >= SERIALS) {
      throw new IllegalArgumentException("filter " + filter + ", serial " + serial);
    }
    int partition = 12 - prefixDigits;
    long prefix = Long.parseLong(gtin, 1, 1 + prefixDigits, 10);
    long item = Long.parseLong(gtin.charAt(0) + gtin.substring(1 + prefixDigits, 13));
    long prefixAndItem = prefix << (PREFIX_AND_ITEM_BITS - PREFIX_BITS[partition]) | item;
    // 8 + 3 + 3 + 44 bits leave six of the first word to the serial, and 32 follow.
    long high =
        (long) HEADER << 56
            | (long) filter << 53
            | (long) partition << 50
            | prefixAndItem << 6
            | serial >>> 32;
    return Epc.of(ByteBuffer.allocate(12).putLong(high).putInt((int) serial).array());
  }

  /** The last digit makes the sum with weights 3, 1, 3 … a multiple of ten (GS1 7.9). */
  private static void checkGtin(String gtin) {
    if (!gtin.matches("[0-9]{14}")) {
      throw new IllegalArgumentException("not fourteen digits: " + gtin);
    }
    int sum = 0;
    for (int i = 0; i < gtin.length(); i++) {
      sum += (gtin.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    if (sum % 10 != 0) {
      throw new IllegalArgumentException("wrong check digit: " + gtin);
    }
  }
}
