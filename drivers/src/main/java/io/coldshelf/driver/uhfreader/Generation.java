package io.coldshelf.driver.uhfreader;

import java.util.Optional;

/** The two forms that the protocol has. */
enum Generation {
  /** UHFReader18: one antenna, no signal strength. */
  OF_18("18", false, 0),
  /** UHFReader288 and those after it: up to eight antennas. */
  OF_288("288", true, 1);

  /** What UHFReader18 calls itself when it is asked for its type. */
  private static final int TYPE_18 = 0x09;

  private final String word;
  private final boolean antennas;
  private final int bytesBehindEpc;

  Generation(String word, boolean antennas, int bytesBehindEpc) {
    this.word = word;
    this.antennas = antennas;
    this.bytesBehindEpc = bytesBehindEpc;
  }

  /** By the option's value. */
  static Optional<Generation> of(String word) {
    for (Generation generation : values()) {
      if (generation.word.equals(word)) {
        return Optional.of(generation);
      }
    }
    return Optional.empty();
  }

  /** By the type that a reader tells. */
  static Generation ofType(int type) {
    return type == TYPE_18 ? OF_18 : OF_288;
  }

  boolean hasAntennas() {
    return antennas;
  }

  int bytesBehindEpc() {
    return bytesBehindEpc;
  }
}
