package io.coldshelf.driver.mercury;

import io.coldshelf.driver.rfid.TagMemory;
import io.coldshelf.model.Epc;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tag in a stream of reports.
 *
 * <pre>
 *   10  search(2)  metadata(2)  01                  which metadata follow: a bit each
 *       0001 times read (1)          0020 phase (2)
 *       0002 RSSI in dBm, signed (1) 0040 protocol (1)
 *       0004 antennas: TX RX (4 + 4) 0080 bits of data (2), data
 *       0008 frequency in kHz (3)    0100 pins (1)
 *       0010 ms since keepalive (4)
 *   bits of what follows (2)   PC PC   EPC ...   CRC CRC
 * </pre>
 *
 * @param antenna that sent, from 1
 * @param rssiDbm how strong, where it is among the metadata
 * @param count how often it was read, at least 1
 * @param epc the tag
 */
record MercuryTag(int antenna, OptionalInt rssiDbm, int count, Epc epc) {

  private static final int METADATA_AT = 3;
  private static final int FIRST = 6;

  private static final int COUNT = 0x0001;
  private static final int RSSI = 0x0002;
  private static final int ANTENNAS = 0x0004;
  private static final int DATA = 0x0080;
  private static final int KNOWN = 0x01FF;

  /** Bytes of each, in the order of their bits. */
  private static final int[] LENGTHS = {1, 1, 1, 3, 4, 2, 1, 2, 1};

  /** What all is asked for. */
  static final int METADATA = KNOWN;

  /**
   * Reads a report.
   *
   * @return the tag; nothing where it is no report of a tag, or a damaged one
   */
  static Optional<MercuryTag> of(MercuryFrame frame) {
    byte[] data = frame.data();
    if (data.length < FIRST || (TagMemory.u16(data, METADATA_AT) & ~KNOWN) != 0) {
      return Optional.empty();
    }
    int flags = TagMemory.u16(data, METADATA_AT);
    int at = FIRST;
    int antenna = 0;
    int count = 1;
    OptionalInt rssi = OptionalInt.empty();
    for (int bit = 0; bit < LENGTHS.length; bit++) {
      int flag = flags & (1 << bit);
      if (flag == 0) {
        continue;
      }
      if (at + LENGTHS[bit] > data.length) {
        return Optional.empty();
      }
      switch (flag) {
        case COUNT -> count = Math.max(1, data[at] & 0xFF);
        case RSSI -> rssi = OptionalInt.of(data[at]);
        case ANTENNAS -> antenna = (data[at] >> 4) & 0x0F;
        case DATA -> at += (TagMemory.u16(data, at) + Byte.SIZE - 1) / Byte.SIZE;
        default -> {}
      }
      at += LENGTHS[bit];
    }
    Optional<Epc> epc = epc(data, at);
    return antenna == 0 || epc.isEmpty()
        ? Optional.empty()
        : Optional.of(new MercuryTag(antenna, rssi, count, epc.get()));
  }

  private static Optional<Epc> epc(byte[] data, int at) {
    if (at + 2 > data.length || TagMemory.u16(data, at) != (data.length - at - 2) * Byte.SIZE) {
      return Optional.empty();
    }
    byte[] answer = Arrays.copyOfRange(data, at + 2, data.length);
    return TagMemory.intact(answer)
        ? TagMemory.epc(TagMemory.u16(answer, 0), Arrays.copyOfRange(answer, 2, answer.length - 2))
        : Optional.empty();
  }
}
