package io.coldshelf.driver;

import io.coldshelf.profile.Connection;
import java.util.Set;

/** One protocol. Made once for a process; opens any number of devices. */
public interface Driver {

  /**
   * The protocol's name in profiles.
   *
   * @return {@code modbus} for instance
   */
  String protocol();

  /**
   * The URL schemes that this driver can connect.
   *
   * @return {@code modbus-tcp} and {@code modbus-rtu} for instance
   */
  Set<String> schemes();

  /**
   * Which wire a connection uses. Devices on the same wire are called from the same thread, one
   * after the other.
   *
   * @param connection where a device is
   * @return equal for connections that share a wire
   * @throws IllegalArgumentException with a message for a person when the connection's options make
   *     no sense
   */
  String bus(Connection connection);

  /**
   * Prepares a device. Touches no wire yet: the first read or listen connects.
   *
   * @param setup what the device is and where
   * @return the device
   * @throws IllegalArgumentException with a message for a person when profile and connection do not
   *     fit
   */
  Device open(DeviceSetup setup);
}
