package io.coldshelf.edge.config;

import io.coldshelf.yaml.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The connection from agent to bridge.
 *
 * @param broker where the MQTT broker is
 * @param login user name and password
 * @param certificates for TLS
 * @param acknowledge who says that a block may be forgotten
 * @param encoding how readings are written
 * @param readings when a block of readings is cut
 * @param limit what the line may carry
 */
public record Uplink(
    Broker broker,
    Login login,
    Certificates certificates,
    Acknowledge acknowledge,
    Encoding encoding,
    Cut readings,
    Limit limit) {

  /**
   * Where the broker is.
   *
   * @param host name or address
   * @param port 1 to 65535
   * @param tls whether the connection is encrypted
   */
  public record Broker(String host, int port, boolean tls) {

    /**
     * The address as MQTT clients take it.
     *
     * @return {@code ssl://host:8883} or {@code tcp://host:1883}
     */
    public String uri() {
      return (tls ? "ssl://" : "tcp://") + host + ":" + port;
    }
  }

  /**
   * How the gateway names itself to the broker.
   *
   * @param username where the broker asks for one
   * @param password where the broker asks for one
   */
  public record Login(Optional<String> username, Optional<Secret> password) {}

  /**
   * Files in PEM.
   *
   * @param authority whom to trust; the system's authorities where none is named
   * @param certificate the gateway's own, together with its key
   * @param key the gateway's own, PKCS #8
   */
  public record Certificates(
      Optional<Path> authority, Optional<Path> certificate, Optional<Path> key) {

    /**
     * Whether anything is written.
     *
     * @return true for one file at least
     */
    public boolean areNamed() {
      return authority.isPresent() || certificate.isPresent() || key.isPresent();
    }
  }

  /** Who says that a block is stored for good. */
  public enum Acknowledge {
    /** The bridge, once it has committed; nothing is lost. */
    BRIDGE,
    /** The broker's PUBACK, for a consumer that is not our bridge. */
    BROKER
  }

  /**
   * When a block of readings is cut, whichever comes first.
   *
   * @param age of its first reading
   * @param count of readings and sightings
   */
  public record Cut(Duration age, int count) {}

  /** How readings are written. */
  public enum Encoding {
    /** Our own, for our bridge: by columns, a few bytes a reading. */
    COLUMNS,
    /** SenML in CBOR (RFC 8428), for everybody. */
    SENML
  }

  /**
   * What a metered line may carry. Events go at once, whatever it says.
   *
   * @param bytesPerSecond for readings, on average
   * @param dayBytes when so many have gone, readings wait for the next day
   * @param monthBytes when so many have gone, readings wait for the next month
   * @param readingsAt when readings may go; always where it is empty
   */
  public record Limit(
      OptionalLong bytesPerSecond,
      OptionalLong dayBytes,
      OptionalLong monthBytes,
      List<Hours> readingsAt) {

    /** A line that costs nothing. */
    public static final Limit NONE =
        new Limit(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), List.of());

    /** Copies the list. */
    public Limit {
      readingsAt = List.copyOf(readingsAt);
    }
  }

  /**
   * Part of each day, by the site's time zone.
   *
   * @param from the first minute
   * @param to the minute at which it ends; on the next day where it is earlier than {@code from}
   */
  public record Hours(LocalTime from, LocalTime to) {}
}
