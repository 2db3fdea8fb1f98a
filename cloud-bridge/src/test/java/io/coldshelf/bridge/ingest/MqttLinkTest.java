package io.coldshelf.bridge.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.coldshelf.bridge.broker.BrokerSettings;
import io.coldshelf.bridge.broker.EmbeddedBroker;
import io.coldshelf.wire.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the bridge takes from a broker, and what it says to it. */
@Timeout(60)
final class MqttLinkTest {

  private static final Topics GATEWAY = new Topics("store-0042", "gw1");

  private final EmbeddedBroker broker;
  private final MqttSettings settings;

  MqttLinkTest(@TempDir Path folder) {
    broker =
        EmbeddedBroker.start(
            new BrokerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of()),
            folder);
    settings = MqttSettings.open("mqtt://127.0.0.1:" + broker.port());
  }

  @AfterEach
  void close() {
    broker.close();
  }

  private void publish(String topic, String text, boolean retained) throws MqttException {
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + broker.port(), "gw1", new MemoryPersistence());
    client.connect();
    client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, retained);
    client.disconnect();
    client.close();
  }

  private static List<String> textsOf(List<Incoming> batch) {
    return batch.stream()
        .map(incoming -> new String(incoming.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  /**
   * The retained message arrives, and may be kept, before the second connection stands. HiveMQ
   * sends nothing more to whoever has not acknowledged it.
   */
  @Test
  void acknowledgesWhatCameWithTheFirstOfItsConnections() throws Exception {
    publish(GATEWAY.status(), "retained", true);
    List<String> seen = new ArrayList<>();
    try (MqttLink link = new MqttLink(settings, new Random(1))) {
      link.start();
      while (seen.size() < 3) {
        List<Incoming> batch = link.take(Duration.ofSeconds(1));
        batch.forEach(incoming -> link.kept(incoming.delivery()));
        seen.addAll(textsOf(batch));
        if (!batch.isEmpty() && seen.size() < 3) {
          publish(GATEWAY.status(), "later " + seen.size(), false);
        }
      }
    }

    assertEquals(List.of("retained", "later 1", "later 2"), seen);
  }

  /** Between the end of a connection and the next one the store goes on with what it has. */
  @Test
  void takesNoHarmFromWhatIsKeptAfterTheEndOfItsConnection() throws Exception {
    publish(GATEWAY.status(), "retained", true);
    Inbox inbox = new Inbox(10);
    MqttConnection.Life life =
        new MqttConnection.Life(settings, inbox, new ConcurrentHashMap<>(), new CountDownLatch(1));
    MqttConnection connection = MqttConnection.open(7, life, "bridge", MqttConnection.URGENT);
    Incoming incoming = inbox.take(Duration.ofSeconds(30)).getFirst();
    assertEquals(7, incoming.delivery().connection());

    connection.close();

    connection.kept(incoming.delivery());
    assertFalse(connection.publish(GATEWAY.ack(), new byte[0]));
    assertEquals(0, life.lost().getCount());
  }
}
