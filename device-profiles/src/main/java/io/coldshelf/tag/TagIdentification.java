package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.util.Optional;

/**
 * Who made a tag's chip, and which one it is: the bank TID (TDS 2.3, section 16).
 *
 * <pre>
 *  bit 0     8     9         10    11       20      32       33 … 34, 35 … 47  48
 *      E2h   XTID  security  file  maker    model   serial's length  header    serial
 *      8     1     1         1     9        12      3                13        48 + 16 (n - 1)
 * </pre>
 *
 * @param security whether the chip can prove who it is
 * @param file whether the chip has files
 * @param maker the mask designer, 0 to 511, as GS1 numbers them
 * @param model the maker's own number, 0 to 4095
 * @param serial the serial number's bits; empty where the chip has none
 */
public record TagIdentification(boolean security, boolean file, int maker, int model, Epc serial) {

  private static final int CLASS = 0xE2;
  private static final int MAKER_BITS = 9;
  private static final int MODEL_BITS = 12;
  private static final int SHORT_BITS = 32;
  private static final int LENGTH_BITS = 3;
  private static final int HEADER_REST_BITS = 13;
  private static final int MIN_SERIAL_BITS = 48;
  private static final int SERIAL_STEP_BITS = 16;

  /**
   * Reads the bank.
   *
   * @param bank its bits from the first on, as many as were read
   * @return what they say; nothing where they are too few, cut within the serial number, or not of
   *     class E2
   */
  public static Optional<TagIdentification> read(Epc bank) {
    BitReader from = new BitReader(bank);
    if (from.left() < SHORT_BITS || from.take(TagScheme.HEADER_BITS) != CLASS) {
      return Optional.empty();
    }
    boolean extended = from.take(1) == 1;
    boolean security = from.take(1) == 1;
    boolean file = from.take(1) == 1;
    int maker = (int) from.take(MAKER_BITS);
    int model = (int) from.take(MODEL_BITS);
    BitWriter serial = new BitWriter();
    if (extended) {
      if (from.left() < LENGTH_BITS + HEADER_REST_BITS) {
        return Optional.empty();
      }
      int bits = serialBits((int) from.take(LENGTH_BITS));
      from.take(HEADER_REST_BITS);
      if (from.left() < bits) {
        return Optional.empty();
      }
      serial.put(from.takeBig(bits), bits);
    }
    return Optional.of(new TagIdentification(security, file, maker, model, serial.epc()));
  }

  private static int serialBits(int code) {
    return code == 0 ? 0 : MIN_SERIAL_BITS + SERIAL_STEP_BITS * (code - 1);
  }

  /**
   * The serialised tag identification (TDS 2.3, 16.3).
   *
   * @return as {@code urn:epc:stid:xE80.x112.x000102030405}; nothing for a chip without serial
   *     number
   */
  public Optional<String> uri() {
    if (serial.bits() == 0) {
      return Optional.empty();
    }
    int flags = 1 << 11 | (security ? 1 << 10 : 0) | (file ? 1 << 9 : 0);
    return Optional.of(
        "urn:epc:stid:x%03X.x%03X.x%s".formatted(flags | maker, model, serial.hex()));
  }
}
