package io.coldshelf.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sensors on a broker that is not ours, and an agent that is killed again and again. */
@Timeout(240)
class LocalMqttTest {

  private static final String TOPIC = "zigbee2mqtt/store/fridge";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int EACH = 200;
  private static final int KILLS = 3;
  private static final int NO_MATCHING_SUBSCRIBERS = 0x10;

  @TempDir private Path folder;

  private Process agent(String broker) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            gateway: gw1
            site: {id: store-1, name: Store 1, timezone: UTC}
            devices:
              fridge: {profile: mqtt-json, connect: "%s/%s"}
            local: {listen: "127.0.0.1:0"}
            """
                .formatted(broker, TOPIC));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.coldshelf.edge.cli.Main",
            "agent",
            "--config",
            config.toString(),
            "--data",
            folder.resolve("data").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private List<String> log() {
    try {
      return Files.readAllLines(folder.resolve("log"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static int publish(MqttAsyncClient hub, int hundredths) throws MqttException {
    byte[] payload = ("{\"t\":" + hundredths / 100.0 + "}").getBytes(UTF_8);
    while (true) {
      try {
        IMqttToken token = hub.publish(TOPIC, payload, 1, false);
        token.waitForCompletion();
        return token.getReasonCodes()[0];
      } catch (MqttException e) {
        // Paho counts an answered message as under way for a moment longer.
        if (e.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Whether the broker knows of anybody who wants it (MQTT 5, 3.4.2.1). */
  private static boolean isWanted(MqttAsyncClient hub) {
    try {
      return publish(hub, 0) != NO_MATCHING_SUBSCRIBERS;
    } catch (MqttException e) {
      return fail(e);
    }
  }

  private long starts() {
    return log().stream().filter(line -> line.contains("gw1 runs")).count();
  }

  private Set<Integer> missing(Set<Integer> all) {
    Set<Integer> missing = new TreeSet<>(all);
    missing.removeAll(journalled());
    return missing;
  }

  /** The values in the journal, in hundredths. */
  private Set<Integer> journalled() {
    try {
      Program export =
          Program.run(
              folder,
              "journal",
              "export",
              "--data",
              folder.resolve("data").toString(),
              "--from",
              "2020-01-01T00:00:00Z");
      assertEquals(0, export.code(), () -> export.err().toString());
      return export.out().stream()
          .filter(line -> line.contains("fridge/temperature"))
          .map(line -> line.split(",", -1)[2])
          .map(value -> (int) Math.round(Double.parseDouble(value) * 100))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException | InterruptedException e) {
      return fail(e);
    }
  }

  @Test
  void nothingThatTheBrokerTookIsLostHoweverOftenTheAgentIsKilled() throws Exception {
    try (Mosquitto mosquitto = new Mosquitto(folder)) {
      MqttAsyncClient hub =
          new MqttAsyncClient(
              mosquitto.url().replace("mqtt:", "tcp:"), "hub", new MemoryPersistence());
      hub.connect().waitForCompletion();
      int published = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        Process agent = agent(mosquitto.url());
        try {
          int before = kill;
          Await.until(SOON, "the agent runs", () -> starts() > before, this::log);
          Await.until(SOON, "it has subscribed", () -> isWanted(hub), this::log);
          for (int i = 0; i < EACH; i++) {
            assertEquals(0, publish(hub, published++));
          }
        } finally {
          agent.destroyForcibly().waitFor();
        }
        for (int i = 0; i < EACH; i++) { // while nobody is there
          assertEquals(0, publish(hub, published++));
        }
      }
      Set<Integer> all = IntStream.range(0, published).boxed().collect(Collectors.toSet());
      Process last = agent(mosquitto.url());
      try {
        Await.until(
            SOON,
            "all is journalled",
            () -> missing(all).isEmpty(),
            () -> missing(all) + "" + log());
      } finally {
        last.destroyForcibly().waitFor();
        hub.disconnect().waitForCompletion();
        hub.close();
      }
    }
  }
}
