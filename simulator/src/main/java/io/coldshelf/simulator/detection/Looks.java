package io.coldshelf.simulator.detection;

/** How often a count was looked at, and what came of it. */
public final class Looks {

  private long all;
  private long unknown;
  private long exact;

  Looks() {}

  void unknown() {
    all++;
    unknown++;
  }

  void known(boolean isExact) {
    all++;
    exact += isExact ? 1 : 0;
  }

  /**
   * How often.
   *
   * @return looks
   */
  public long all() {
    return all;
  }

  /**
   * The part of the looks at a known count at which it was right.
   *
   * @return 0 to 1; 1 without any
   */
  public double exact() {
    return all == unknown ? 1 : (double) exact / (all - unknown);
  }

  /**
   * The part of the looks at which nothing was known.
   *
   * @return 0 to 1
   */
  public double unknownPart() {
    return all == 0 ? 0 : (double) unknown / all;
  }
}
