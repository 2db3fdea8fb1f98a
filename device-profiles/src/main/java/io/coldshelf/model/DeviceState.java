package io.coldshelf.model;

/**
 * A device came within reach or was lost.
 *
 * @param device the device's name
 * @param timeMillis since when, milliseconds since 1970
 * @param online whether it can be reached
 * @param reason what happened, one sentence for a person; empty when online
 * @param suggestion what that person can do about it; empty when online
 */
public record DeviceState(
    String device, long timeMillis, boolean online, String reason, String suggestion)
    implements Observation {

  /**
   * The device answers.
   *
   * @param device the device's name
   * @param timeMillis since when, milliseconds since 1970
   * @return the state
   */
  public static DeviceState online(String device, long timeMillis) {
    return new DeviceState(device, timeMillis, true, "", "");
  }
}
