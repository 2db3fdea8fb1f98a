package io.coldshelf.edge.uplink;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param connect for the broker to accept a connection, and for what is asked on it first
 * @param keepAlive between signs of life; a dead line is noticed after twice that (MQTT 5,
 *     3.1.2.10)
 * @param puback for the broker's answer to a block, before the connection is given up
 * @param stored for the bridge's word that it has stored a block, before it is sent again
 * @param maxBackOff between two attempts to connect, at most
 */
public record Patience(
    Duration connect, Duration keepAlive, Duration puback, Duration stored, Duration maxBackOff) {

  /**
   * For a bridge across the internet.
   *
   * @return up to a minute between attempts
   */
  public static Patience remote() {
    return new Patience(
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60));
  }

  /**
   * For a bridge on the same machine or in the same building.
   *
   * @return a few seconds between attempts
   */
  public static Patience local() {
    return new Patience(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3));
  }
}
