package io.coldshelf.senml;

/**
 * Labels of ours beside those of the standard. Receivers that do not know them pass over them (RFC
 * 8428, 4.4).
 */
public final class SenmlLabels {

  /** Seconds from the first report or reading to the last. */
  public static final String LAST = "last";

  /** How many reports or readings. */
  public static final String COUNT = "count";

  /** The least of several values. */
  public static final String MIN = "min";

  /** The greatest of several values. */
  public static final String MAX = "max";

  /** The strength of a tag in dBm. */
  public static final String RSSI = "rssi";

  /** The length of an EPC, where it is no multiple of eight. */
  public static final String BITS = "bits";

  static final double MILLIS = 1000.0;

  private SenmlLabels() {}
}
