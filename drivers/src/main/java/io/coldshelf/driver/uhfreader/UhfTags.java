package io.coldshelf.driver.uhfreader;

import io.coldshelf.driver.rfid.TagMemory;
import io.coldshelf.model.Epc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The tags in one answer to an inventory.
 *
 * <pre>
 *   18:             number  ( len  EPC        ) ...
 *   288:  antennas  number  ( len  EPC  RSSI  ) ...
 *             |                |          +---- an index, not dBm
 *             |                +--------------- bit 7: 12 bytes of TID follow the EPC and are
 *             |                                 counted with it
 *             +-------------------------------- a bit each, bit 0 is antenna 1
 * </pre>
 *
 * @param antennas that saw them, from 1
 * @param tags in order
 */
record UhfTags(List<Integer> antennas, List<Epc> tags) {

  private static final int WITH_TID = 0x80;
  private static final int TID_BYTES = 12;

  /** Copies the lists. */
  UhfTags {
    antennas = List.copyOf(antennas);
    tags = List.copyOf(tags);
  }

  /**
   * Reads an answer whose status says that it has tags.
   *
   * @param generation which of the two forms
   * @return the tags; nothing where lengths and number do not fit each other
   */
  static Optional<UhfTags> of(UhfFrame frame, Generation generation) {
    int at = generation.hasAntennas() ? 1 : 0;
    if (frame.data().length == 0) {
      return Optional.of(new UhfTags(List.of(), List.of()));
    }
    if (frame.data().length <= at) {
      return Optional.empty();
    }
    List<Integer> antennas = generation.hasAntennas() ? antennas(frame.u8(0)) : List.of(1);
    int number = frame.u8(at++);
    List<Epc> tags = new ArrayList<>();
    for (int i = 0; i < number && at < frame.data().length; i++) {
      int length = frame.u8(at) & ~WITH_TID;
      int epcBytes = length - ((frame.u8(at) & WITH_TID) == 0 ? 0 : TID_BYTES);
      int end = at + 1 + length + generation.bytesBehindEpc();
      if (epcBytes < 0 || epcBytes > TagMemory.MAX_EPC_BYTES || end > frame.data().length) {
        return Optional.empty();
      }
      tags.add(Epc.of(Arrays.copyOfRange(frame.data(), at + 1, at + 1 + epcBytes)));
      at = end;
    }
    return tags.size() == number && at == frame.data().length
        ? Optional.of(new UhfTags(antennas, tags))
        : Optional.empty();
  }

  private static List<Integer> antennas(int mask) {
    List<Integer> antennas = new ArrayList<>();
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      if (((mask >> bit) & 1) != 0) {
        antennas.add(bit + 1);
      }
    }
    return antennas;
  }
}
