package io.coldshelf.simulator.world;

/**
 * What a shelf is like.
 *
 * @param name the shelf
 * @param product what lies on it
 * @param capacity items that it holds, and with which it starts
 * @param lowAt the stock at and below which it is low
 * @param restockAfterMillis how long it stays empty until somebody fills it
 * @param radio its tags and antennas
 * @param scale its scale
 */
public record ShelfSetup(
    String name,
    Product product,
    int capacity,
    int lowAt,
    long restockAfterMillis,
    Radio radio,
    Scale scale) {

  /** Checks the numbers. */
  public ShelfSetup {
    if (capacity < 1 || lowAt < 0 || lowAt >= capacity || restockAfterMillis < 0) {
      throw new IllegalArgumentException(
          name
              + ": capacity "
              + capacity
              + ", low at "
              + lowAt
              + ", restocked after "
              + restockAfterMillis
              + " ms");
    }
  }

  /**
   * What lies on a shelf.
   *
   * @param gtin fourteen digits
   * @param prefixDigits the length of the company prefix in it, 6 to 12
   * @param kilograms what an item weighs
   * @param tolerance the deviation of an item's weight from that, as a part of it: 0.01 to 0.03 is
   *     usual
   */
  public record Product(String gtin, int prefixDigits, double kilograms, double tolerance) {}

  /**
   * How well tags are read.
   *
   * @param antennas that watch the shelf, each nearest to its part of it
   * @param meanReadability the mean over tags of the probability that a round reads one, 0.6 to
   *     0.99; liquids take 0.2
   * @param correlation of a tag's rounds with each other, 0.04 to 0.14: some tags are worse than
   *     others
   * @param crossRead the probability that a round also reads a tag of the next shelf, 0 to 0.2
   */
  public record Radio(int antennas, double meanReadability, double correlation, double crossRead) {

    /** Checks the ranges. */
    public Radio {
      if (antennas < 1
          || !(meanReadability > 0 && meanReadability < 1)
          || !(correlation > 0 && correlation < 1)
          || !(crossRead >= 0 && crossRead <= 1)) {
        throw new IllegalArgumentException(
            antennas
                + " antennas, readability "
                + meanReadability
                + ", correlation "
                + correlation
                + ", cross-reads "
                + crossRead);
      }
    }
  }

  /**
   * How well a scale weighs.
   *
   * @param noiseKilograms the deviation of its noise, 0.0005 to 0.002
   * @param divisionKilograms the step of its display
   * @param driftKilograms how far its zero wanders to either side in a day
   * @param glitchesPerMinute single readings wrong by 0.1 to 24 kg, 0 to 7, counted as if the scale
   *     made ten readings a second
   */
  public record Scale(
      double noiseKilograms,
      double divisionKilograms,
      double driftKilograms,
      double glitchesPerMinute) {

    /** Checks the ranges. */
    public Scale {
      if (!(noiseKilograms >= 0)
          || !(divisionKilograms > 0)
          || !(driftKilograms >= 0)
          || !(glitchesPerMinute >= 0)) {
        throw new IllegalArgumentException(
            "noise "
                + noiseKilograms
                + " kg, division "
                + divisionKilograms
                + " kg, drift "
                + driftKilograms
                + " kg, "
                + glitchesPerMinute
                + " glitches a minute");
      }
    }
  }
}
