package io.coldshelf.edge;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.Secrets;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole agent in this process, with a Modbus slave of our own on the other side of a socket.
 */
class AgentTest {

  /** All registers of it hold 42: 4.2 °C, 4.2 % humidity. */
  private static final int REGISTER = 42;

  @TempDir private Path folder;

  private static void serve(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        int transaction = in.readUnsignedShort();
        in.skipNBytes(4);
        int unit = in.readUnsignedByte();
        int function = in.readUnsignedByte();
        in.skipNBytes(2);
        int count = in.readUnsignedShort();
        out.writeShort(transaction);
        out.writeShort(0);
        out.writeShort(3 + 2 * count);
        out.writeByte(unit);
        out.writeByte(function);
        out.writeByte(2 * count);
        for (int i = 0; i < count; i++) {
          out.writeShort(REGISTER);
        }
        out.flush();
      }
    } catch (IOException e) {
      // The agent has hung up: the test is over.
      Thread.currentThread().interrupt();
    }
  }

  private static GatewayConfiguration configuration(int port) {
    return GatewayConfiguration.parse(
        "gateway.yaml",
        """
        gateway: gw
        site: {id: store, name: Store, timezone: Europe/Berlin}
        devices:
          probe: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:%d?unit=1", every: 100ms}
        local: {listen: "127.0.0.1:0"}
        """
            .formatted(port),
        DeviceProfiles.builtIn(),
        ProductClasses.builtIn(),
        Secrets.notNeeded());
  }

  private static String status(HttpClient client, int port)
      throws IOException, InterruptedException {
    return page(client, port, "/status");
  }

  private static String page(HttpClient client, int port, String path)
      throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + port + path);
    return client
        .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  @Timeout(60)
  void whatADeviceSaysIsShownAndJournalled() throws IOException, InterruptedException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpClient client = HttpClient.newHttpClient()) {
      Thread slave = Thread.ofVirtual().start(() -> serve(listening));
      long began;
      try (Agent agent =
          new Agent(
              configuration(listening.getLocalPort()),
              folder,
              InstantSource.system(),
              new SplittableRandom(1))) {
        while (!status(client, agent.port()).contains("\"value\":4.2")) {
          Thread.onSpinWait();
        }
        String shown = status(client, agent.port());
        assertTrue(shown.contains("\"clock\":{\"synced\":"), shown);
        assertTrue(shown.contains("\"shiftSeconds\":0"), shown);
        began = System.nanoTime();
      }
      long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
      assertTrue(took < 3000, "stopping took " + took + " ms");
      slave.join();
    }
    try (JournalReader reader = Journal.openReadOnly(folder.resolve(Agent.JOURNAL_FILE))) {
      assertTrue(reader.stats().totals().readings() >= 1);
    }
  }

  @Test
  @Timeout(60)
  void theFirstReadingIsDurableAtOnceAndTheMetricsTellWhen()
      throws IOException, InterruptedException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpClient client = HttpClient.newHttpClient()) {
      Thread slave = Thread.ofVirtual().start(() -> serve(listening));
      try (Agent agent =
          new Agent(
              configuration(listening.getLocalPort()),
              folder,
              InstantSource.system(),
              new SplittableRandom(1))) {
        while (!page(client, agent.port(), "/metrics")
            .contains("coldshelf_start_seconds{until=\"first-reading-durable\"} ")) {
          Thread.onSpinWait();
        }
        try (JournalReader reader = Journal.openReadOnly(folder.resolve(Agent.JOURNAL_FILE))) {
          assertTrue(reader.stats().totals().readings() >= 1);
        }
      }
      slave.join();
    }
  }

  @Test
  void anUplinkThatCannotBeSetUpStopsTheStartAndLeavesNothingRunning() throws IOException {
    Path authority = Files.writeString(folder.resolve("ca.pem"), "no certificate");
    GatewayConfiguration wrong =
        GatewayConfiguration.parse(
            "gateway.yaml",
            """
            gateway: gw
            site: {id: store, name: Store, timezone: Europe/Berlin}
            devices:
              probe: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:1?unit=1", every: 1h}
            uplink: {mqtt: "mqtts://127.0.0.1:1", ca: "%s"}
            local: {listen: "127.0.0.1:0"}
            """
                .formatted(authority),
            DeviceProfiles.builtIn(),
            ProductClasses.builtIn(),
            Secrets.notNeeded());

    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              try (Agent agent =
                  new Agent(wrong, folder, InstantSource.system(), new SplittableRandom(1))) {
                agent.port();
              }
            });

    assertTrue(String.valueOf(refused.getMessage()).contains("ca.pem"), refused::toString);
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("pipeline")),
        "the pipeline goes on");
  }
}
