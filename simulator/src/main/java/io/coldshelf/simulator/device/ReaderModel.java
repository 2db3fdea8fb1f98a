package io.coldshelf.simulator.device;

import java.time.Duration;

/**
 * What a simulated reader is and how much it can do.
 *
 * @param vendor its maker's private enterprise number
 * @param model the maker's number for it
 * @param firmware its version
 * @param antennas how many, 1 to 32
 * @param roundEvery how often all antennas are asked once
 * @param bufferTags how many tag reports are kept while nobody takes them
 * @param version the newest of LLRP that it speaks, 1 for 1.0.1 or 2 for 1.1
 */
public record ReaderModel(
    int vendor,
    int model,
    String firmware,
    int antennas,
    Duration roundEvery,
    int bufferTags,
    int version) {

  /** A reader of no particular maker: 4 antennas, 10 rounds a second, room for 4096 reports. */
  public static final ReaderModel PLAIN =
      new ReaderModel(0, 1, "1.0.1", 4, Duration.ofMillis(100), 4096, 1);

  /** Maker and model of an Impinj R420; it knows that maker's enabling of extensions. */
  public static final ReaderModel R420 =
      new ReaderModel(25882, 2001002, "5.14.0.240", 4, Duration.ofMillis(100), 4096, 1);

  /** Ranges as said for the components. */
  public ReaderModel {
    if (antennas < 1 || antennas > 32 || bufferTags < 1 || !roundEvery.isPositive()) {
      throw new IllegalArgumentException(
          antennas + " antennas, rounds every " + roundEvery + ", buffer " + bufferTags);
    }
  }

  /**
   * The same reader at another pace.
   *
   * @param every how often all antennas are asked once
   * @return the model
   */
  public ReaderModel withRoundEvery(Duration every) {
    return new ReaderModel(vendor, model, firmware, antennas, every, bufferTags, version);
  }

  /**
   * The same reader with another memory.
   *
   * @param tags how many tag reports are kept while nobody takes them
   * @return the model
   */
  public ReaderModel withBufferTags(int tags) {
    return new ReaderModel(vendor, model, firmware, antennas, roundEvery, tags, version);
  }

  /**
   * The same reader with LLRP 1.1.
   *
   * @return the model
   */
  public ReaderModel withVersion11() {
    return new ReaderModel(vendor, model, firmware, antennas, roundEvery, bufferTags, 2);
  }
}
