package io.coldshelf.driver.opcua;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.Protocol;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Devices behind an OPC UA server: {@code opc.tcp://10.0.0.5:4840/path}. Devices behind one server
 * share a session there, since small servers have few.
 *
 * <p>Options: {@code object} is the node that the device is (an id, its namespace by URI), from
 * which its profile's paths begin; {@code security} is how to protect the connection.
 */
public final class OpcUaDriver implements Driver {

  /** The registered port. */
  public static final int PORT = 4840;

  static final String SCHEME = "opc.tcp";
  static final String OBJECT = "object";
  static final String SECURITY = "security";

  private final Protocol protocol;
  private final Optional<Path> keys;
  private final Map<String, Server> servers = new HashMap<>();

  /**
   * A driver.
   *
   * @param protocol {@link Protocol#OPC_UA} or {@link Protocol#OPC_UA_AUTOID}
   * @param keys the folder in which the gateway keeps its own certificate, so that a server's
   *     administrator has to trust it only once; without one it is made anew for the process
   */
  public OpcUaDriver(Protocol protocol, Optional<Path> keys) {
    if (protocol != Protocol.OPC_UA && protocol != Protocol.OPC_UA_AUTOID) {
      throw new IllegalArgumentException(protocol.code() + " is not spoken by OPC UA");
    }
    this.protocol = protocol;
    this.keys = keys;
  }

  @Override
  public String protocol() {
    return protocol.code();
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public String bus(Connection connection) {
    return Endpoint.url(connection);
  }

  @Override
  public synchronized Device.Listening open(DeviceSetup setup) {
    Endpoint endpoint = Endpoint.of(setup, keys);
    Server server =
        servers.computeIfAbsent(endpoint.url(), _ -> new Server(endpoint, Identity.of(endpoint)));
    if (!server.endpoint().isSameWay(endpoint)) {
      throw new IllegalArgumentException(
          "'%s' and another device reach %s with different logins or security; devices behind one"
                  .formatted(setup.name(), endpoint.url())
              + " server share a session");
    }
    return protocol == Protocol.OPC_UA
        ? new NodeDevice(setup, server)
        : new AutoIdReader(setup, server);
  }
}
