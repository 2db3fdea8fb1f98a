package io.coldshelf.edge.uplink;

import io.coldshelf.edge.config.Nearness;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/**
 * One connection by Eclipse Paho 1.2.5, in the one way of using it that loses nothing: a new client
 * for each connection, a clean session, no reconnecting and no buffering of its own. Its sessions
 * cannot be resumed where the broker offers topic aliases: it repeats an alias whose meaning the
 * broker has forgotten.
 */
final class PahoLink implements BrokerLink {

  private static final System.Logger LOG = System.getLogger(PahoLink.class.getName());
  private static final int AT_LEAST_ONCE = 1;

  // MQTT 5, 3.2.2.3: what holds when the broker does not say.
  private static final int DEFAULT_RECEIVE_MAXIMUM = 65_535;
  private static final long MAX_PACKET_BYTES = 268_435_460L;
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final UplinkSetup setup;
  private final Optional<SSLSocketFactory> tls;
  private final Consumer<Signal> signals;
  private @Nullable MqttAsyncClient client;

  private PahoLink(UplinkSetup setup, Optional<SSLSocketFactory> tls, Consumer<Signal> signals) {
    this.setup = setup;
    this.tls = tls;
    this.signals = signals;
  }

  /** Reads the TLS files at once: what is wrong with them is said at the start. */
  static Factory factory(UplinkSetup setup) {
    Broker broker = setup.broker();
    Optional<SSLSocketFactory> tls =
        broker.isTls() ? Optional.of(PemTls.sockets(broker.files())) : Optional.empty();
    return signals -> new PahoLink(setup, tls, signals);
  }

  @Override
  public Limits open() throws LinkException {
    Broker broker = setup.broker();
    String url =
        (broker.isTls() ? "ssl://" : "tcp://") + broker.url().getHost() + ":" + broker.port();
    String id = setup.topics().site() + ":" + setup.topics().gateway();
    try {
      MqttAsyncClient made = new MqttAsyncClient(url, id, new MemoryPersistence());
      client = made;
      made.setCallback(new Callbacks());
      IMqttToken token = made.connect(options());
      token.waitForCompletion(setup.patience().connect().toMillis());
      return limits(token.getResponseProperties());
    } catch (MqttException e) {
      throw new LinkException("no connection to " + broker.url() + ": " + Trouble.words(e), e);
    }
  }

  private MqttConnectionOptions options() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setTopicAliasMaximum(0);
    options.setConnectionTimeout(seconds(setup.patience().connect()));
    options.setKeepAliveInterval(seconds(setup.patience().keepAlive()));
    options.setWill(setup.topics().status(), retained(setup.offline().toJson()));
    setup
        .broker()
        .login()
        .ifPresent(login -> {
          options.setUserName(login.user());
          options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
        });
    if (tls.isPresent()) {
      options.setSocketFactory(new PromptTlsSockets(tls.get()));
      options.setHttpsHostnameVerificationEnabled(true);
    } else {
      options.setSocketFactory(new PromptSockets(SocketFactory.getDefault()));
    }
    return options;
  }

  private static int seconds(Duration duration) {
    return (int) Math.max(1, duration.toSeconds());
  }

  private Limits limits(@Nullable MqttProperties properties) {
    Integer receive = properties == null ? null : properties.getReceiveMaximum();
    Long packet = properties == null ? null : properties.getMaximumPacketSize();
    return new Limits(
        receive == null ? DEFAULT_RECEIVE_MAXIMUM : receive,
        packet == null ? MAX_PACKET_BYTES : packet,
        isNear());
  }

  /** With a connection the name was just resolved, so that this asks nobody. */
  private boolean isNear() {
    try {
      return Nearness.of(InetAddress.getByName(setup.broker().url().getHost()));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public void subscribe(String topic) throws LinkException {
    try {
      IMqttToken token = connected().subscribe(topic, AT_LEAST_ONCE);
      token.waitForCompletion(setup.patience().connect().toMillis());
      int code = reasonCode(token);
      if (Refusal.isOne(code)) {
        throw new LinkException("subscribing: " + Refusal.words(topic, code));
      }
    } catch (MqttException e) {
      throw new LinkException("cannot subscribe to " + topic + ": " + Trouble.words(e), e);
    }
  }

  @Override
  public void announce(String topic, byte[] payload) throws LinkException {
    try {
      IMqttToken token = connected().publish(topic, retained(payload));
      token.waitForCompletion(setup.patience().connect().toMillis());
      int code = reasonCode(token);
      if (Refusal.isOne(code)) {
        LOG.log(Level.WARNING, Refusal.words(topic, code));
      }
    } catch (MqttException e) {
      throw new LinkException("cannot publish " + topic + ": " + Trouble.words(e), e);
    }
  }

  @Override
  public void send(Message message) throws LinkException {
    // A new object each time: Paho writes topic aliases into it.
    MqttProperties properties = new MqttProperties();
    properties.setContentType(message.contentType());
    List<UserProperty> user = new ArrayList<>();
    for (Map.Entry<String, String> property : message.properties()) {
      user.add(new UserProperty(property.getKey(), property.getValue()));
    }
    properties.setUserProperties(user);
    MqttMessage published = new MqttMessage(message.payload(), AT_LEAST_ONCE, false, properties);
    try {
      var _ = connected().publish(message.topic(), published, null, new Answer(message.block()));
    } catch (MqttException e) {
      throw new LinkException("cannot publish " + message.block() + ": " + Trouble.words(e), e);
    }
  }

  @Override
  public void close(boolean farewell) {
    MqttAsyncClient closing = client;
    client = null;
    if (closing == null) {
      return;
    }
    try {
      if (farewell) {
        closing.disconnect().waitForCompletion(FAREWELL.toMillis());
      } else {
        closing.disconnectForcibly(0, 0, false);
      }
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "ending a connection: {0}", Trouble.words(e));
    }
    try {
      closing.close(true);
    } catch (MqttException e) {
      LOG.log(Level.DEBUG, "freeing a connection: {0}", Trouble.words(e));
    }
  }

  private MqttAsyncClient connected() throws LinkException {
    MqttAsyncClient connected = client;
    if (connected == null) {
      throw new LinkException("not connected");
    }
    return connected;
  }

  private static MqttMessage retained(byte[] payload) {
    return new MqttMessage(payload, AT_LEAST_ONCE, true, new MqttProperties());
  }

  private static int reasonCode(IMqttToken token) {
    int @Nullable [] codes = token.getReasonCodes();
    return codes == null || codes.length == 0 ? 0 : codes[0];
  }

  /** The broker's answer to one block. */
  private final class Answer implements MqttActionListener {
    private final BlockKey block;

    Answer(BlockKey block) {
      this.block = block;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      // Paho calls a refused publish a success; the reason code tells.
      signals.accept(new Signal.Settled(block, reasonCode(token)));
    }

    @Override
    public void onFailure(@Nullable IMqttToken token, @Nullable Throwable failure) {
      signals.accept(new Signal.Lost("publishing " + block + " failed: " + failure));
    }
  }

  private final class Callbacks implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {
      MqttException exception = response.getException();
      String why = exception == null ? response.toString() : Trouble.words(exception);
      signals.accept(new Signal.Lost("the connection was lost: " + why));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      signals.accept(new Signal.Lost("the connection failed: " + Trouble.words(exception)));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      signals.accept(new Signal.Received(topic, message.getPayload()));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // told by Answer, which knows the block
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
