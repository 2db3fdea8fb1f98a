package io.coldshelf.driver.r2000;

import io.coldshelf.driver.rfid.TagMemory;
import io.coldshelf.model.Epc;
import java.util.Arrays;
import java.util.Optional;

/** What an answer to an inventory says. There are several to each, the last is an end. */
sealed interface R2000Report {

  /**
   * A tag was seen.
   *
   * @param antenna by which, from 1
   * @param rssiDbm -129 to -2
   * @param epc the tag
   */
  record Tag(int antenna, int rssiDbm, Epc epc) implements R2000Report {}

  /**
   * An antenna of several is missing; the others go on.
   *
   * @param antenna which, from 1
   * @param code of the error
   */
  record AntennaError(int antenna, int code) implements R2000Report {}

  /**
   * The round is over.
   *
   * @param first of its data; the antenna from 0, after an inventory of one
   */
  record End(int first) implements R2000Report {}

  /**
   * The round is over, and it failed.
   *
   * @param code of the error
   */
  record Failure(int code) implements R2000Report {}

  /** Neither of these. */
  record Strange() implements R2000Report {}

  private static R2000Report tag(R2000Frame frame) {
    byte[] data = frame.data();
    int strength = data[data.length - 1] & 0xFF;
    int antenna = (data[0] & Bits.ANTENNA) + 1;
    Optional<Epc> epc =
        TagMemory.epc(TagMemory.u16(data, 1), Arrays.copyOfRange(data, 3, data.length - 1));
    return epc.<R2000Report>map(found ->
            new Tag(
                (strength & Bits.UPPER_ANTENNAS) == 0 ? antenna : antenna + Bits.ANTENNAS,
                (strength & Bits.RSSI) - Bits.RSSI_OFFSET,
                found))
        .orElseGet(Strange::new);
  }

  /** The parts of bytes, in a class of their own since an interface's would be for all to see. */
  final class Bits {

    private static final int ANTENNA = 0b11;
    private static final int ANTENNAS = 4;
    private static final int UPPER_ANTENNAS = 0x80;
    private static final int RSSI = 0x7F;
    private static final int RSSI_OFFSET = 129;
    private static final int END_BYTES = 7;
    private static final int LEAST_TAG_BYTES = 4;

    private Bits() {}
  }

  /**
   * Reads an answer. The kinds differ in their length alone: a tag's is even, since an EPC is a
   * number of words.
   *
   * <pre>
   *   tag      frequency(6) antenna(2)  PC PC  EPC ...  strength(7, dBm + 129)
   *                                                     its top bit: antennas 5 to 8
   *   end      antenna, rate 2, total 4     after 89;  total 3, milliseconds 4   after 8A
   *   missing  antenna, code                after 8A
   *   failed   code
   * </pre>
   */
  static R2000Report of(R2000Frame frame) {
    int length = frame.data().length;
    return switch (length) {
      case 1 -> new Failure(frame.u8(0));
      case 2 -> new AntennaError(frame.u8(0) + 1, frame.u8(1));
      case Bits.END_BYTES -> new End(frame.u8(0));
      default -> length >= Bits.LEAST_TAG_BYTES && length % 2 == 0 ? tag(frame) : new Strange();
    };
  }
}
