package io.coldshelf.driver;

import io.coldshelf.yaml.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a device, or what stands before it, lets the gateway in.
 *
 * @param username who the gateway is there
 * @param password its password
 * @param authority certificates in PEM to trust in place of the system's, where the wire is
 *     encrypted
 */
public record Access(
    Optional<String> username, Optional<Secret> password, Optional<Path> authority) {

  /** A device that asks nobody. */
  public static final Access OPEN =
      new Access(Optional.empty(), Optional.empty(), Optional.empty());
}
