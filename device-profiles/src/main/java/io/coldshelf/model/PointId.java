package io.coldshelf.model;

/**
 * The name of one quantity of one device, unique on its gateway, written {@code device/point}.
 *
 * @param device the device's name in the gateway's configuration
 * @param point the point's name in the device's profile
 */
public record PointId(String device, String point) implements Comparable<PointId> {

  /** Neither part may be empty or hold a slash. */
  public PointId {
    if (device.isEmpty() || device.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a device name: '" + device + "'");
    }
    if (point.isEmpty() || point.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a point name: '" + point + "'");
    }
  }

  /**
   * Reads the written form.
   *
   * @param text {@code device/point}
   * @return the point's name
   * @throws IllegalArgumentException when there is not exactly one slash with text on both sides
   */
  public static PointId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not of the form device/point");
    }
    return new PointId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(PointId other) {
    int byDevice = device.compareTo(other.device);
    return byDevice != 0 ? byDevice : point.compareTo(other.point);
  }

  @Override
  public String toString() {
    return device + "/" + point;
  }
}
