package io.coldshelf.simulator.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RehearsalTest {

  private static final long LIMIT_MILLIS = 20_000;

  @TempDir private Path folder;

  @Test
  void theBrokerAcknowledgesWhatIsPublishedAndSubscribed() throws Exception {
    try (WillingBroker broker =
        new WillingBroker(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()))) {
      MqttAsyncClient client =
          new MqttAsyncClient(
              "tcp://127.0.0.1:" + broker.port(), "client", new MemoryPersistence());
      client.connect().waitForCompletion(LIMIT_MILLIS);
      IMqttToken subscribed = client.subscribe("ack", 1);
      subscribed.waitForCompletion(LIMIT_MILLIS);
      assertEquals(1, subscribed.getReasonCodes()[0]);
      client
          .publish("readings", "{}".getBytes(StandardCharsets.UTF_8), 1, false)
          .waitForCompletion(LIMIT_MILLIS);
      assertEquals(1, broker.published());
      client.disconnect().waitForCompletion(LIMIT_MILLIS);
      client.close();
    }
  }

  @Test
  void theParkIsWhatAGatewayCanBeToldOf() throws IOException {
    try (Park park = new Park(2, 7, Duration.ofSeconds(10), InstantSource.system(), 1)) {
      GatewayConfiguration configuration =
          GatewayConfiguration.parse(
              "gateway.yaml",
              "gateway: gw\nsite: {id: s, timezone: UTC}\n" + park.yaml(),
              DeviceProfiles.builtIn(),
              ProductClasses.builtIn(),
              Secrets.notNeeded());
      assertEquals(2 + 7 + 1, configuration.devices().size());
      assertEquals(List.of(), configuration.warnings());
      assertEquals(
          2,
          configuration.devices().stream()
              .map(device -> device.connection().path())
              .filter(path -> path.startsWith("/dev/"))
              .distinct()
              .count(),
          "five probes a line");
    }
  }

  @Test
  void anAgentIsStartedWithTheGatewaysOptionsAndClassPath() throws IOException {
    String before = System.getProperty(AgentProgram.HOME);
    Path target = Files.createDirectories(folder.resolve("edge-agent/target"));
    Files.writeString(target.resolve("agent.classpath"), "agent.jar:library.jar\n");
    try {
      System.setProperty(AgentProgram.HOME, folder.toString());
      List<String> command =
          AgentProgram.ofThisProcess()
              .orElseThrow()
              .java(Optional.of(Path.of("agent.aot")), List.of("-Xmx96m"), Path.of("behind"));
      assertTrue(command.get(1).startsWith("@" + folder), command::toString);
      assertEquals(
          List.of("-XX:AOTCache=agent.aot", "-Xmx96m", "-cp", "agent.jar:library.jar:behind"),
          command.subList(2, command.size()));
    } finally {
      if (before == null) {
        System.clearProperty(AgentProgram.HOME);
      } else {
        System.setProperty(AgentProgram.HOME, before);
      }
    }
  }
}
