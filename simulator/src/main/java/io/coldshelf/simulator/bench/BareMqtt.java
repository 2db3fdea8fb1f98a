package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import org.jspecify.annotations.Nullable;

/** One connection by plain Paho: the reference for the uplink, and the witness at the other end. */
final class BareMqtt implements AutoCloseable {

  /** As many messages without their PUBACK as the uplink allows itself. */
  static final int WINDOW = 100;

  private static final int AT_LEAST_ONCE = 1;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final long PATIENCE_SECONDS = 30;

  private final MqttAsyncClient client;
  private final Semaphore window = new Semaphore(WINDOW);

  private BareMqtt(MqttAsyncClient client) {
    this.client = client;
  }

  /** What is done with a message; runs on Paho's thread and must not block. */
  interface Arrival {
    void of(String topic, byte[] payload);
  }

  static BareMqtt connect(int port, String id, Arrival arrival) throws IOException {
    try {
      MqttAsyncClient client =
          new MqttAsyncClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
      client.setCallback(new Callbacks(arrival));
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setCleanStart(true);
      options.setAutomaticReconnect(false);
      options.setTopicAliasMaximum(0);
      client.connect(options).waitForCompletion(PATIENCE_MILLIS);
      return new BareMqtt(client);
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  private static IOException failure(MqttException e) {
    return new IOException("the bare MQTT client failed: " + e.getMessage(), e);
  }

  void subscribe(String... filters) throws IOException {
    try {
      for (String filter : filters) {
        client.subscribe(filter, AT_LEAST_ONCE).waitForCompletion(PATIENCE_MILLIS);
      }
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** Publishes as soon as there is room in the window. */
  void publish(String topic, byte[] payload) throws IOException, InterruptedException {
    if (!window.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the broker does not answer the bare MQTT client");
    }
    MqttMessage message = new MqttMessage(payload, AT_LEAST_ONCE, false, new MqttProperties());
    try {
      IMqttToken _ = client.publish(topic, message, null, new Answer(window));
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** Waits until all that was published is acknowledged. */
  void settle() throws IOException, InterruptedException {
    if (!window.tryAcquire(WINDOW, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the broker does not answer the bare MQTT client");
    }
    window.release(WINDOW);
  }

  @Override
  public void close() throws IOException {
    try {
      client.disconnectForcibly(0, 0, false);
      client.close(true);
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  private record Answer(Semaphore window) implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      window.release();
    }

    @Override
    public void onFailure(@Nullable IMqttToken token, @Nullable Throwable failure) {
      window.release(); // the receiver's count tells that it did not arrive
    }
  }

  /** Counts what arrives, and how much that is. */
  static final class Counter implements Arrival {
    private final AtomicLong messages = new AtomicLong();

    @Override
    public void of(String topic, byte[] payload) {
      long _ = messages.incrementAndGet();
    }

    long messages() {
      return messages.get();
    }
  }

  private record Callbacks(Arrival arrival) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      arrival.of(topic, message.getPayload());
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      // whoever waits for what should come says so
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      // the same
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // told by Answer
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
      // connect() waits for it
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
      // not used
    }
  }
}
