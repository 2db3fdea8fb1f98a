package io.coldshelf.edge.config;

import io.coldshelf.yaml.Secret;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code local} and {@code data}. */
final class LocalReader {

  private static final int DEFAULT_PORT = 8081;
  private static final Path DEFAULT_DATA = Path.of("/var/lib/coldshelf");

  private final Secrets secrets;
  private final Path directory;

  LocalReader(Secrets secrets, Path directory) {
    this.secrets = secrets;
    this.directory = directory;
  }

  LocalSettings read(YamlValue local, YamlValue data) {
    Path where =
        data.isWritten()
            ? data.parsed(text -> directory.resolve(text), "write the path of a directory")
                .orElse(DEFAULT_DATA)
            : DEFAULT_DATA;
    InetSocketAddress loopback =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT);
    if (!local.isWritten()) {
      return new LocalSettings(loopback, Optional.empty(), where);
    }
    YamlMapping mapping = local.mapping();
    YamlValue listen = mapping.optional("listen");
    YamlValue token = mapping.optional("token");
    Optional<Secret> secret = token.secret(secrets);
    InetSocketAddress address =
        listen.isWritten()
            ? listen
                .parsed(LocalReader::address, "write for example 127.0.0.1:8081")
                .orElse(loopback)
            : loopback;
    if (!address.getAddress().isLoopbackAddress() && !token.isWritten()) {
      listen.mistake(
          "others than this machine could open the page at " + listen.text() + " without a token",
          "add 'token: ${file:/etc/coldshelf/secrets/page}', or listen at 127.0.0.1");
    }
    return new LocalSettings(address, secret, where);
  }

  /** Literal addresses only: a name could mean another machine tomorrow. */
  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("'" + text + "' is not of the form address:port");
    }
    String host = text.substring(0, colon);
    InetAddress address =
        host.equals("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(host);
    return new InetSocketAddress(address, port(text.substring(colon + 1)));
  }

  private static int port(String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 0 && port <= 0xFFFF) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of range.
    }
    throw new IllegalArgumentException("'" + digits + "' is no port from 0 to 65535");
  }
}
