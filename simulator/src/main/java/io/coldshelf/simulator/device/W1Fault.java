package io.coldshelf.simulator.device;

/** What can be wrong with a thermometer on 1-Wire. */
public enum W1Fault {
  /** Nothing. */
  NONE,
  /** The kernel gives nothing at all. */
  EMPTY,
  /** The bytes come damaged: the verdict is NO, and the bytes of the last good read stand by. */
  WRONG_CHECK,
  /** The data line is shorted: all zeros, and their check is right. */
  SHORTED,
  /** The chip is gone and its directory is not: all ones. */
  ALL_ONES,
  /** The chip was switched on a moment ago and says 85 °C. */
  POWER_ON,
  /** Too little power to measure: 127.937 °C. */
  STARVED,
  /** The verdict is written small, as a newer kernel may. */
  SMALL_LETTERS,
  /** Something that no kernel would write. */
  NOISE
}
