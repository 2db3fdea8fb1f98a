package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.ingest.Incoming.Delivery;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * One connection from its CONNECT to its end; the next one is another object. Paho is used in the
 * narrow way in which it holds: clean start, no reconnecting and no buffer of its own, acknowledged
 * by hand, and nothing but queueing in its callbacks.
 */
final class MqttConnection implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(MqttConnection.class.getName());
  private static final long TIMEOUT_MILLIS = 15_000;
  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final long MAX_PACKET_BYTES = 16L << 20;

  private final long number;
  private final MqttAsyncClient client;
  private final Inbox inbox;
  private final CountDownLatch lost;

  /** Paho's closed client answers with a NullPointerException; it is asked nothing any more. */
  private boolean closed;

  /** Topics of which each message counts at once. */
  static final List<String> URGENT =
      List.of(
          Topics.all("status"),
          Topics.all("reported"),
          Topics.all(Head.LEAF),
          Topics.all(Lane.EVENTS.code()));

  /** The topic of the many. */
  static final List<String> BULK = List.of(Topics.all(Lane.READINGS.code()));

  private MqttConnection(long number, MqttAsyncClient client, Life life) {
    this.number = number;
    this.client = client;
    this.inbox = life.inbox();
    this.lost = life.lost();
  }

  /**
   * What connections have in common that live and die together.
   *
   * @param settings which broker
   * @param inbox takes what arrives
   * @param open each connection by its number, from before the first message can arrive on it: a
   *     message that is kept before the other connection is there must be acknowledged too, for
   *     there are brokers that send nothing more until it is
   * @param lost told when one of them has ended
   */
  record Life(
      MqttSettings settings, Inbox inbox, Map<Long, MqttConnection> open, CountDownLatch lost) {}

  /** Connects and subscribes; messages go into the inbox. */
  static MqttConnection open(long number, Life life, String clientId, List<String> filters)
      throws MqttException, IOException, GeneralSecurityException {
    MqttAsyncClient client =
        new MqttAsyncClient(life.settings().pahoUrl(), clientId, new MemoryPersistence());
    MqttConnection connection = new MqttConnection(number, client, life);
    life.open().put(number, connection);
    try {
      client.setManualAcks(true);
      client.setCallback(connection.new Callbacks());
      client.connect(options(life.settings())).waitForCompletion(TIMEOUT_MILLIS);
      int[] qos = new int[filters.size()];
      Arrays.fill(qos, 1);
      client.subscribe(filters.toArray(String[]::new), qos).waitForCompletion(TIMEOUT_MILLIS);
      return connection;
    } catch (MqttException | IOException | GeneralSecurityException e) {
      connection.close();
      throw e;
    }
  }

  private static MqttConnectionOptions options(MqttSettings settings)
      throws IOException, GeneralSecurityException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setReceiveMaximum(MqttLink.MAX_WAITING);
    options.setMaximumPacketSize(MAX_PACKET_BYTES);
    settings.username().ifPresent(options::setUserName);
    settings
        .password()
        .ifPresent(secret ->
            options.setPassword(secret.reveal().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    if (settings.isEncrypted()) {
      options.setHttpsHostnameVerificationEnabled(true);
      if (settings.ca().isPresent()) {
        options.setSocketFactory(Trust.of(settings.ca().get()));
      }
    }
    return options;
  }

  long number() {
    return number;
  }

  synchronized void kept(Delivery delivery) {
    if (closed || delivery.connection() != number || delivery.qos() == 0) {
      return;
    }
    try {
      client.messageArrivedComplete(delivery.packet(), delivery.qos());
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "The broker was not told of a kept message", e);
      lost.countDown();
    }
  }

  synchronized boolean publish(String topic, byte[] payload) {
    if (closed) {
      return false;
    }
    MqttMessage message = new MqttMessage(payload, 1, true, new MqttProperties());
    message.getProperties().setContentType("application/json");
    try {
      IMqttToken _ = client.publish(topic, message);
      return true;
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "An acknowledgement has to wait", e);
      return false;
    }
  }

  @Override
  public void close() {
    lost.countDown();
    synchronized (this) {
      closed = true;
    }
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, 500, true);
      }
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "The broker was not said goodbye", e);
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "The client was closed with a complaint", e);
    }
  }

  private void arrived(String topic, MqttMessage message) {
    Map<String, String> properties = new HashMap<>();
    MqttProperties all = message.getProperties();
    Optional<String> contentType = Optional.empty();
    if (all != null) {
      for (UserProperty property : all.getUserProperties()) {
        properties.put(property.getKey(), property.getValue());
      }
      contentType = Optional.ofNullable(all.getContentType());
    }
    Incoming incoming =
        new Incoming(
            new Delivery(number, message.getId(), message.getQos()),
            topic,
            contentType,
            properties,
            message.isRetained(),
            message.getPayload());
    if (!inbox.offer(incoming)) {
      // Only a broker that ignores our receive maximum, or QoS 0, gets here. Not acknowledged, so
      // whoever needs it to arrive sends it again.
      LOG.log(Level.WARNING, "Too much waits to be stored; a message on {0} was left", topic);
    }
  }

  /** Called by Paho's threads, which must not be held up. */
  private final class Callbacks implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {
      lost.countDown();
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      LOG.log(Level.DEBUG, "MQTT error", exception);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      arrived(topic, message);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // Acknowledgements are cumulative and retained: one that got lost is made good by the next.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
      // Subscribing here would deadlock; open() does it.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
      // Enhanced authentication is not used.
    }
  }
}
