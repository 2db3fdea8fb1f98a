package io.coldshelf.driver.mqtt;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * One connection from its CONNECT to its end; the next one is another object. Paho is used in the
 * narrow way in which it holds: no reconnecting and no buffer of its own, acknowledged by hand, and
 * nothing but queueing in its callbacks. The session is the broker's to keep: this side only
 * receives, so there is nothing of its own that would have to be resumed.
 */
final class Link {

  private static final System.Logger LOG = System.getLogger(Link.class.getName());

  /** Messages that may be unanswered at once (MQTT 5, 3.1.2.11.3): the broker keeps the others. */
  static final int RECEIVE_MAXIMUM = 1_000;

  /**
   * Every so many messages, of whichever devices, one is worth a commit. Brokers have so few
   * unanswered ones that to wait for the commit that comes anyway would hold them up; mosquitto has
   * 20 where it is told nothing else.
   */
  static final int EVERY_SO_MANY = 10;

  /** A broker leaves out larger ones (MQTT 5, 3.1.2.11.4). */
  private static final long MAX_PACKET_BYTES = 256L << 10;

  /** So long a broker keeps what comes while the gateway is away. */
  static final Duration KEPT = Duration.ofDays(1);

  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final long LOOK_MILLIS = 100;
  private static final long FAREWELL_MILLIS = 500;
  private static final int AT_LEAST_ONCE = 1;
  private static final int FIRST_REFUSAL = 0x80;

  /** MQTT 5, 3.14.2.1. */
  private static final int TAKEN_OVER = 0x8E;

  private final String place;
  private final MqttAsyncClient client;
  private final Listener listener;

  /** Unanswered, in the order of their arrival, in which they have to be answered (4.6). */
  private final Deque<Delivery> owed = new ArrayDeque<>();

  /** Since the last one that was worth a commit. */
  private int arrived;

  private volatile boolean lost;

  /** Paho's closed client answers with a NullPointerException; it is asked nothing any more. */
  private boolean closed;

  /** Takes what a connection has to say; called by Paho's threads. */
  interface Listener {
    void arrived(Link link, String topic, MqttMessage message);

    void lost(Link link, String reason);
  }

  /** How long to wait for the broker, and when to give up before. */
  record Patience(Duration timeout, BooleanSupplier isGivenUp) {}

  private Link(String place, MqttAsyncClient client, Listener listener) {
    this.place = place;
    this.client = client;
    this.listener = listener;
  }

  /** Connects. Messages that the broker has kept may arrive before this returns. */
  static Link open(Endpoint endpoint, Listener listener, Patience patience)
      throws LinkException, InterruptedException {
    Link link;
    try {
      link =
          new Link(
              endpoint.place(),
              new MqttAsyncClient(
                  endpoint.pahoUrl(), endpoint.identity().clientId(), new MemoryPersistence()),
              listener);
    } catch (MqttException | IllegalArgumentException e) {
      throw new LinkException(
          LinkException.broker(endpoint.place())
              .unreachable("'" + endpoint.place() + "' is no broker."));
    }
    boolean connected = false;
    try {
      link.client.setManualAcks(true);
      link.client.setCallback(link.new Callbacks());
      Answer answer = new Answer();
      var _ = link.client.connect(options(endpoint, patience.timeout()), null, answer);
      link.await(answer, patience);
      connected = true;
      return link;
    } catch (MqttException e) {
      throw LinkException.of(endpoint.place(), e);
    } finally {
      if (!connected) {
        link.close();
      }
    }
  }

  private static MqttConnectionOptions options(Endpoint endpoint, Duration timeout) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    boolean kept = endpoint.identity().isKept();
    options.setCleanStart(!kept);
    options.setSessionExpiryInterval(kept ? KEPT.toSeconds() : 0L);
    options.setAutomaticReconnect(false);
    options.setTopicAliasMaximum(0);
    options.setReceiveMaximum(RECEIVE_MAXIMUM);
    options.setMaximumPacketSize(MAX_PACKET_BYTES);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, timeout.toSeconds()));
    endpoint.access().username().ifPresent(options::setUserName);
    endpoint
        .access()
        .password()
        .ifPresent(secret -> options.setPassword(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    endpoint
        .sockets()
        .ifPresent(sockets -> {
          options.setSocketFactory(sockets);
          options.setHttpsHostnameVerificationEnabled(true);
        });
    return options;
  }

  /** Asks for topics; gives back those that the broker refuses. */
  Set<String> subscribe(List<String> topics, Patience patience)
      throws LinkException, InterruptedException {
    int[] qos = new int[topics.size()];
    Arrays.fill(qos, AT_LEAST_ONCE);
    try {
      Answer answer = new Answer();
      var _ = client.subscribe(topics.toArray(String[]::new), qos, null, answer);
      await(answer, patience);
      return refused(topics, answer.reasonCodes());
    } catch (MqttException e) {
      throw LinkException.of(place, e);
    }
  }

  private static Set<String> refused(List<String> topics, int[] codes) {
    Set<String> refused = new HashSet<>();
    for (int i = 0; i < codes.length && i < topics.size(); i++) {
      if (codes[i] >= FIRST_REFUSAL) {
        refused.add(topics.get(i));
      }
    }
    return refused;
  }

  /** A topic of which nobody has any more: a kept session would bring it for ever. */
  void unsubscribe(String topic) {
    synchronized (owed) {
      if (closed) {
        return;
      }
      try {
        var _ = client.unsubscribe(topic);
      } catch (MqttException e) {
        LOG.log(Level.DEBUG, "unsubscribing from " + topic, e);
      }
    }
  }

  private void await(Answer answer, Patience patience)
      throws MqttException, LinkException, InterruptedException {
    for (long left = patience.timeout().toMillis(); left > 0; left -= LOOK_MILLIS) {
      if (answer.came(Math.min(LOOK_MILLIS, left))) {
        if (answer.failure().isPresent()) {
          throw answer.failure().get();
        }
        return;
      }
      if (patience.isGivenUp().getAsBoolean()) {
        throw new InterruptedException("closed while waiting for " + place);
      }
    }
    throw new LinkException(LinkException.broker(place).silent());
  }

  boolean isLost() {
    return lost;
  }

  private void lost(String reason) {
    lost = true;
    listener.lost(this, reason);
  }

  /** Called by Paho's thread for each message before anybody hears of it. */
  Delivery owe(MqttMessage message, int devices) {
    if (message.getQos() == 0) {
      return new Delivery(this, message, false, devices);
    }
    synchronized (owed) {
      arrived = (arrived + 1) % EVERY_SO_MANY;
      Delivery delivery = new Delivery(this, message, arrived == 0, devices);
      owed.add(delivery);
      return delivery;
    }
  }

  /** Answers what may be answered: the oldest ones, as far as they are settled. */
  void settled() {
    synchronized (owed) {
      for (Delivery first = owed.peek();
          !closed && first != null && first.isSettled();
          first = owed.peek()) {
        owed.remove();
        acknowledge(first);
      }
    }
  }

  private void acknowledge(Delivery delivery) {
    try {
      client.messageArrivedComplete(delivery.packet(), delivery.qos());
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "The broker was not told of a message that is safe", e);
      lost("The connection to the broker at " + place + " was lost.");
    }
  }

  /** Ends the connection; the session stays with the broker. May be called twice. */
  void close() {
    synchronized (owed) {
      if (closed) {
        return;
      }
      closed = true;
      owed.clear();
    }
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, FAREWELL_MILLIS, true);
      } else {
        client.disconnectForcibly(0, 0, false);
      }
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "ending the connection to " + place, e);
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "freeing the connection to " + place, e);
    }
  }

  private String ended(int reasonCode) {
    return reasonCode == TAKEN_OVER
        ? "another program connects with the client id " + client.getClientId()
        : "the broker ended it (reason code 0x%02x)".formatted(reasonCode);
  }

  private final class Callbacks implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {
      MqttException exception = response.getException();
      String why =
          exception == null
              ? ended(response.getReturnCode())
              : String.valueOf(exception.getCause() == null ? exception : exception.getCause());
      lost("The connection to the broker at " + place + " was lost: " + why + ".");
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      lost("The connection to the broker at " + place + " failed: " + exception + ".");
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      listener.arrived(Link.this, topic, message);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // Nothing is published.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
      // open() waits for it
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
      // no extended authentication
    }
  }
}
