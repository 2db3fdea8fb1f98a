package io.coldshelf.edge.uplink;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which broker, and how to be let in.
 *
 * @param url {@code mqtt://host[:1883]} or {@code mqtts://host[:8883]}
 * @param login user name and password, where the broker wants them
 * @param files what to trust and who to be; empty for the system's certificate authorities
 */
public record Broker(URI url, Optional<Login> login, TlsFiles files) {

  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;

  /** Refuses any other URL. */
  public Broker {
    if (url.getHost() == null || !("mqtt".equals(url.getScheme()) || isTls(url))) {
      throw new IllegalArgumentException(
          "'" + url + "' is not of the form mqtt://host:port or mqtts://host:port");
    }
  }

  /**
   * A user.
   *
   * @param user name
   * @param password never logged
   */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }

  /**
   * Files in PEM.
   *
   * @param authority certificates to trust in place of the system's
   * @param certificate the gateway's own, with its chain; needs the key
   * @param key PKCS#8, {@code BEGIN PRIVATE KEY}
   */
  public record TlsFiles(Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {

    /** The system's certificate authorities, and no certificate of one's own. */
    public static final TlsFiles NONE =
        new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

    /** A certificate and its key belong together. */
    public TlsFiles {
      if (certificate.isPresent() != key.isPresent()) {
        throw new IllegalArgumentException("a certificate and its key go together: give both");
      }
    }
  }

  /**
   * A broker that lets everyone in.
   *
   * @param url where
   * @return the broker
   */
  public static Broker at(String url) {
    return new Broker(URI.create(url), Optional.empty(), TlsFiles.NONE);
  }

  boolean isTls() {
    return isTls(url);
  }

  int port() {
    return url.getPort() >= 0 ? url.getPort() : isTls() ? TLS_PORT : PLAIN_PORT;
  }

  private static boolean isTls(URI url) {
    return "mqtts".equals(url.getScheme());
  }
}
