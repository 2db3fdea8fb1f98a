package io.coldshelf.simulator.device;

import io.coldshelf.model.Epc;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The antennas of a simulated module and what is before them. */
final class ModuleAir {

  private static final int WORD = 16;

  private final Field field;
  private final Set<Integer> missing = ConcurrentHashMap.newKeySet();
  private volatile boolean hot;

  ModuleAir(Field field) {
    this.field = field;
  }

  void connect(int antenna, boolean connected) {
    if (connected) {
      missing.remove(antenna);
    } else {
      missing.add(antenna);
    }
  }

  boolean has(int antenna) {
    return !missing.contains(antenna);
  }

  void heat(boolean hot) {
    this.hot = hot;
  }

  boolean isHot() {
    return hot;
  }

  List<Field.Seen> round(int antenna, long nowMillis) {
    return has(antenna) ? field.round(antenna, nowMillis) : List.of();
  }

  /** What a tag sends: control word, EPC in whole words, CRC (EPC Gen2 V2.1, 6.3.1.5). */
  static byte[] answerOf(Epc epc) {
    int words = (epc.bits() + WORD - 1) / WORD;
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(words << 3);
    answer.write(0);
    answer.writeBytes(epcOf(epc));
    // Written as the standard draws it: a register that starts full, and is sent inverted.
    int register = 0xFFFF;
    for (byte part : answer.toByteArray()) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean feedback = ((register >> 15) ^ (part >> bit)) % 2 != 0;
        register = (register << 1) & 0xFFFF;
        if (feedback) {
          register ^= (1 << 12) | (1 << 5) | 1;
        }
      }
    }
    answer.write(~register >> 8);
    answer.write(~register);
    return answer.toByteArray();
  }

  /** An EPC filled up to whole words. */
  static byte[] epcOf(Epc epc) {
    int words = (epc.bits() + WORD - 1) / WORD;
    return java.util.Arrays.copyOf(epc.bytes(), 2 * words);
  }
}
