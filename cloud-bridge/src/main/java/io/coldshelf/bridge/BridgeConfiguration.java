package io.coldshelf.bridge;

import io.coldshelf.bridge.alert.Webhook;
import io.coldshelf.bridge.api.HttpSettings;
import io.coldshelf.bridge.broker.BrokerSettings;
import io.coldshelf.bridge.ingest.MqttSettings;
import io.coldshelf.bridge.store.Retention;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * How a bridge is set up.
 *
 * @param http its HTTP interface
 * @param mqtt its broker
 * @param store the SQLite file
 * @param webhooks who gets events, beside those added later
 * @param keep what is deleted when it is old
 */
public record BridgeConfiguration(
    HttpSettings http, Mqtt mqtt, Path store, List<Webhook> webhooks, Retention keep) {

  /** The port of the page, unless another is named. */
  public static final int HTTP_PORT = 8080;

  /** The port of MQTT (MQTT 5, appendix on IANA), unless another is named. */
  public static final int MQTT_PORT = 1883;

  /** Copies the list. */
  public BridgeConfiguration {
    webhooks = List.copyOf(webhooks);
  }

  /**
   * One that keeps what it has as long as is usual.
   *
   * @param http its HTTP interface
   * @param mqtt its broker
   * @param store the SQLite file
   * @param webhooks who gets events, beside those added later
   */
  public BridgeConfiguration(HttpSettings http, Mqtt mqtt, Path store, List<Webhook> webhooks) {
    this(http, mqtt, store, webhooks, Retention.USUAL);
  }

  /** Which broker the bridge uses. */
  public sealed interface Mqtt {}

  /**
   * One in its own process.
   *
   * @param settings where it listens
   */
  public record Embedded(BrokerSettings settings) implements Mqtt {}

  /**
   * One elsewhere.
   *
   * @param settings where it is
   */
  public record External(MqttSettings settings) implements Mqtt {}

  /**
   * The configuration without a file: everything on loopback, the broker inside.
   *
   * @param data the folder of the store
   * @return all defaults
   */
  public static BridgeConfiguration defaults(Path data) {
    return local(data, HTTP_PORT, MQTT_PORT);
  }

  /**
   * The same on other ports.
   *
   * @param data the folder of the store
   * @param httpPort 0 for any that is free
   * @param mqttPort 0 for any that is free
   * @return a configuration on loopback with the broker inside
   */
  public static BridgeConfiguration local(Path data, int httpPort, int mqttPort) {
    return new BridgeConfiguration(
        new HttpSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), List.of()),
        new Embedded(
            new BrokerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), mqttPort), List.of())),
        data.resolve("bridge.db"),
        List.of());
  }
}
