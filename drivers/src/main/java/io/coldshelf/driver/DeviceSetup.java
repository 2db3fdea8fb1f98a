package io.coldshelf.driver;

import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a driver needs to open a device.
 *
 * @param name the device's name in the gateway's configuration
 * @param profile what it is
 * @param connection where it is, with its profile's options where none are written
 * @param timeout how long it may take to answer
 * @param clock stamps what it says; never runs backwards while the process lives
 * @param access how it lets the gateway in
 */
public record DeviceSetup(
    String name,
    DeviceProfile profile,
    Connection connection,
    Duration timeout,
    InstantSource clock,
    Access access) {

  /** Adds the profile's options to the connection. */
  public DeviceSetup {
    connection = connection.withDefaults(profile.line().options());
  }

  /**
   * A device that lets everybody in.
   *
   * @param name as for the whole
   * @param profile as for the whole
   * @param connection as for the whole
   * @param timeout as for the whole
   * @param clock as for the whole
   */
  public DeviceSetup(
      String name,
      DeviceProfile profile,
      Connection connection,
      Duration timeout,
      InstantSource clock) {
    this(name, profile, connection, timeout, clock, Access.OPEN);
  }
}
