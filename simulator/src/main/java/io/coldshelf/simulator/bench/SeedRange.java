package io.coldshelf.simulator.bench;

/**
 * Seeds from one to another.
 *
 * @param from the first, at least 0
 * @param to the last, not below the first
 */
public record SeedRange(long from, long to) {

  private static final long MOST = 1_000_000;

  /** Checks the order. */
  public SeedRange {
    if (from < 0 || to < from || to - from >= MOST) {
      throw new IllegalArgumentException(
          "a seed range is FROM-TO, both at least 0 and up to "
              + MOST
              + " seeds, for example 1-100; not "
              + from
              + "-"
              + to);
    }
  }

  /**
   * Reads the written form.
   *
   * @param text {@code 1-100}, or one seed alone
   * @return the range
   * @throws IllegalArgumentException for anything else
   */
  public static SeedRange parse(String text) {
    String[] ends = text.split("-", -1);
    try {
      return new SeedRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a seed range is FROM-TO, for example 1-100; not '" + text + "'", e);
    }
  }

  /**
   * How many there are.
   *
   * @return at least 1
   */
  public long size() {
    return to - from + 1;
  }
}
