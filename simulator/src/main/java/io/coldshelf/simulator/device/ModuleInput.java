package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Bytes that a simulated module has heard and not yet understood. */
final class ModuleInput {

  /** No command is longer; what is, was none. */
  private static final int MOST_BYTES = 1024;

  private byte[] held = new byte[0];

  void add(byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(held);
    all.writeBytes(bytes);
    held = all.size() > MOST_BYTES ? new byte[0] : all.toByteArray();
  }

  int size() {
    return held.length;
  }

  /** A byte, 0 to 255. */
  int at(int index) {
    return held[index] & 0xFF;
  }

  void skip(int count) {
    held = Arrays.copyOfRange(held, count, held.length);
  }

  /** Takes so many bytes out, if they are there. */
  Optional<int[]> take(int count) {
    if (held.length < count) {
      return Optional.empty();
    }
    int[] taken = new int[count];
    for (int i = 0; i < count; i++) {
      taken[i] = held[i] & 0xFF;
    }
    skip(count);
    return Optional.of(taken);
  }
}
