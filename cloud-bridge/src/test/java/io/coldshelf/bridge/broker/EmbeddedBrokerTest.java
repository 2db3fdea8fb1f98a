package io.coldshelf.bridge.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.yaml.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {

  @TempDir private Path folder = Path.of("");

  private static void connect(int port, String user, String password) throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, "c-" + password, new MemoryPersistence());
    try {
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(user);
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
      client.connect(options).waitForCompletion(10_000);
      client.disconnect().waitForCompletion(10_000);
    } finally {
      client.close(true);
    }
  }

  @Test
  void letsInWhoIsNamedAndNobodyElse() throws MqttException {
    BrokerSettings settings =
        new BrokerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(new BrokerSettings.User("gw1", new Secret("right"), List.of("s"))));
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings, folder)) {
      connect(broker.port(), "gw1", "right");
      MqttException refused =
          assertThrows(MqttException.class, () -> connect(broker.port(), "gw1", "wrong"));
      assertTrue(refused.getReasonCode() != 0);
    }
  }

  @Test
  void refusesToBeOpenToTheWorld() {
    BrokerSettings open = new BrokerSettings(new InetSocketAddress(0), List.of());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> EmbeddedBroker.start(open, folder));
    assertTrue(String.valueOf(refused.getMessage()).contains("mqtt.embedded.users"));
    assertEquals(0, open.users().size());
  }
}
