package io.coldshelf.edge.uplink;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import io.coldshelf.wire.UserProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** As much of a bridge as an uplink can see: it keeps blocks and says up to where it has them. */
final class StoringBridge implements MqttCallback, AutoCloseable {

  @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
  record Arrived(String topic, byte[] payload, Map<String, String> properties, String type) {}

  private final Topics topics;
  private final String url;
  private final boolean acknowledges;
  private final LinkedBlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private final List<TreeMap<Long, byte[]>> stored = List.of(new TreeMap<>(), new TreeMap<>());
  private final long[] upTo = new long[2];
  private final List<String> order = new ArrayList<>();
  private long duplicates;
  private MqttAsyncClient client;

  StoringBridge(Topics topics, Mosquitto broker, boolean acknowledges) throws MqttException {
    this.topics = topics;
    this.url = "tcp://127.0.0.1:" + broker.port();
    this.acknowledges = acknowledges;
    client = connect();
  }

  /** After the broker has lost everything. */
  void reconnect() throws MqttException {
    client.disconnectForcibly(0, 0, false);
    client.close(true);
    client = connect();
  }

  private MqttAsyncClient connect() throws MqttException {
    MqttAsyncClient made = new MqttAsyncClient(url, "bridge", new MemoryPersistence());
    made.setCallback(this);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    made.connect(options).waitForCompletion(10_000);
    client = made;
    made.subscribe(Topics.ROOT + "/" + topics.site() + "/" + topics.gateway() + "/#", 1)
        .waitForCompletion(10_000);
    return made;
  }

  @Override
  public synchronized void messageArrived(String topic, MqttMessage message) throws MqttException {
    Map<String, String> properties = new HashMap<>();
    message
        .getProperties()
        .getUserProperties()
        .forEach(p -> properties.put(p.getKey(), p.getValue()));
    arrived.add(
        new Arrived(
            topic,
            message.getPayload(),
            properties,
            String.valueOf(message.getProperties().getContentType())));
    for (Lane lane : Lane.values()) {
      if (topic.equals(topics.lane(lane))) {
        store(lane, properties, message.getPayload());
      }
    }
    notifyAll();
  }

  private void store(Lane lane, Map<String, String> properties, byte[] payload)
      throws MqttException {
    long seq = Long.parseLong(properties.get(UserProperty.SEQ));
    long first = Long.parseLong(properties.get(UserProperty.FIRST));
    TreeMap<Long, byte[]> blocks = stored.get(lane.number());
    order.add(lane.code() + " " + seq);
    duplicates += blocks.put(seq, payload) == null ? 0 : 1;
    long to = Math.max(upTo[lane.number()], first - 1);
    while (blocks.containsKey(to + 1)) {
      to++;
    }
    upTo[lane.number()] = to;
    if (acknowledges) {
      Ack ack = new Ack(String.valueOf(properties.get(UserProperty.EPOCH)), upTo[0], upTo[1]);
      client.publish(topics.ack(), ack.toJson(), 1, true);
    }
  }

  /** Waits until so many blocks are held without a hole. */
  synchronized boolean holds(Lane lane, long blocks, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (upTo[lane.number()] < blocks && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
    }
    return upTo[lane.number()] >= blocks;
  }

  /** The next message on a topic, empty payload when none came in time. */
  Arrived next(String topic, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      Arrived message = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (message != null && message.topic().equals(topic)) {
        return message;
      }
    }
    return new Arrived(topic, new byte[0], Map.of(), "");
  }

  synchronized List<String> order() {
    return List.copyOf(order);
  }

  synchronized long duplicates() {
    return duplicates;
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    // the test says when to connect again
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    // the test sees what does not arrive
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // of no interest
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // waited for
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // none
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 0, false);
    client.close(true);
  }
}
