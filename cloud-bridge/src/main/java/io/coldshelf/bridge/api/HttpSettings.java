package io.coldshelf.bridge.api;

import io.coldshelf.yaml.Secret;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where the HTTP interface listens, and who may use it.
 *
 * @param listen address and port; port 0 for any that is free
 * @param tokens who may use it; without any everybody may, which is allowed on loopback only
 */
public record HttpSettings(InetSocketAddress listen, List<Token> tokens) {

  /** Copies the list. */
  public HttpSettings {
    tokens = List.copyOf(tokens);
  }

  /**
   * One who may use it.
   *
   * @param name for the log
   * @param secret the bearer token (RFC 6750)
   * @param role what they may do
   * @param sites the sites that they see; empty for all
   */
  public record Token(String name, Secret secret, Role role, List<String> sites) {

    /** Copies the list. */
    public Token {
      sites = List.copyOf(sites);
    }
  }

  /**
   * Refuses to be open to the world.
   *
   * @throws IllegalArgumentException when everybody could come in from elsewhere
   */
  public void check() {
    if (listen.getAddress() == null) {
      throw new IllegalArgumentException("http.listen: no such host " + listen.getHostString());
    }
    if (tokens.isEmpty() && !listen.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "http.listen: "
              + listen.getAddress().getHostAddress()
              + " can be reached from elsewhere; name who may come in http.tokens, or listen on"
              + " 127.0.0.1");
    }
  }
}
