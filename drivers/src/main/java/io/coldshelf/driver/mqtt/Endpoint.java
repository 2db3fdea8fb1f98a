package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.tls.Trust;
import io.coldshelf.profile.Connection;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * A broker, and as whom the gateway goes there.
 *
 * @param host a name or an address
 * @param port its port
 * @param sockets for TLS; nothing for a plain connection
 * @param access who the gateway is there
 * @param identity its client id
 */
record Endpoint(
    String host, int port, Optional<SocketFactory> sockets, Access access, Identity identity) {

  static Endpoint of(Connection connection, Access access, Identity identity) {
    boolean encrypted = connection.scheme().equals(MqttDriver.ENCRYPTED);
    return new Endpoint(
        connection.host(),
        MqttDriver.port(connection),
        encrypted ? Optional.of(Trust.of(access.authority()).sockets()) : Optional.empty(),
        access,
        identity);
  }

  String place() {
    return host + ":" + port;
  }

  String pahoUrl() {
    return (sockets.isPresent() ? "ssl://" : "tcp://") + place();
  }
}
