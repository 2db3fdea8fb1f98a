package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.profile.Connection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Devices that publish on an MQTT 5 broker in the place itself: {@code
 * mqtt://10.0.0.5:1883/zigbee2mqtt/fridge}, with TLS {@code mqtts}. What stands behind the host is
 * the device's topic, below which its profile finds what it needs.
 *
 * <p>The option {@code id} names one of several sensors of the same device.
 */
public final class MqttDriver implements Driver {

  /** The registered port without TLS. */
  public static final int PORT = 1883;

  /** The registered port with TLS. */
  public static final int TLS_PORT = 8883;

  /** The option that chooses among a device's sensors. */
  static final String ID = "id";

  static final String ENCRYPTED = "mqtts";
  private static final String PLAIN = "mqtt";

  /** MQTT 5, 4.7.3 allows more; nobody writes it. */
  private static final int MAX_TOPIC = 512;

  private final Identity identity;
  private final InstantSource wall;
  private final Map<String, Broker> brokers = new HashMap<>();

  /**
   * A driver.
   *
   * @param identity as whom to connect
   * @param wall the time of day, to which the times in messages are compared
   */
  public MqttDriver(Identity identity, InstantSource wall) {
    this.identity = identity;
    this.wall = wall;
  }

  @Override
  public String protocol() {
    return "mqtt";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(PLAIN, ENCRYPTED);
  }

  @Override
  public String bus(Connection connection) {
    String _ = topic(connection);
    return connection.scheme() + "://" + connection.host() + ":" + port(connection);
  }

  @Override
  public synchronized Device.Listening open(DeviceSetup setup) {
    Connection connection = setup.connection();
    String bus = bus(connection);
    Sensor sensor = new Sensor(setup, topic(connection), wall);
    Broker broker = brokers.get(bus);
    if (broker == null) {
      broker = new Broker(Endpoint.of(connection, setup.access(), identity));
      brokers.put(bus, broker);
    } else if (!broker.endpoint().access().equals(setup.access())) {
      throw new IllegalArgumentException(
          "'"
              + setup.name()
              + "' and another device log in at "
              + bus
              + " differently; devices"
              + " on one broker share a connection");
    }
    return new MqttDevice(setup, sensor, broker);
  }

  static int port(Connection connection) {
    return connection.portOr(connection.scheme().equals(ENCRYPTED) ? TLS_PORT : PORT);
  }

  private String topic(Connection connection) {
    if (!schemes().contains(connection.scheme()) || connection.host().isEmpty()) {
      throw wrong(connection, "is not of the form mqtt://host:1883/topic");
    }
    for (String option : connection.options().keySet()) {
      if (!option.equals(ID)) {
        throw wrong(connection, "has an option '" + option + "'; there is only " + ID);
      }
    }
    String topic = connection.path().isEmpty() ? "" : decoded(connection);
    if (topic.isEmpty() || topic.length() > MAX_TOPIC || topic.endsWith("/")) {
      throw wrong(connection, "names no topic of the device, as in mqtt://host/zigbee2mqtt/fridge");
    }
    if (topic.chars().anyMatch(c -> c == '+' || c == '#' || c < ' ')) {
      throw wrong(connection, "has a wildcard in its topic; a device has one topic of its own");
    }
    return topic;
  }

  private static IllegalArgumentException wrong(Connection connection, String what) {
    return new IllegalArgumentException("'" + connection.url() + "' " + what);
  }

  /** Without the first slash; {@code %20} and the like stand for bytes of UTF-8. */
  private static String decoded(Connection connection) {
    byte[] written = connection.path().substring(1).getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(written.length);
    for (int i = 0; i < written.length; i++) {
      if (written[i] != '%') {
        decoded.put(written[i]);
        continue;
      }
      int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
      int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw wrong(connection, "has a % without two hexadecimal digits");
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "' has a topic that is no text", e);
    }
  }
}
