package io.coldshelf.simulator.bench;

import io.coldshelf.simulator.bench.footprint.Page;
import io.coldshelf.simulator.bench.footprint.Subject;
import io.coldshelf.simulator.rehearsal.AgentProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sensors behind a hub: JSON of 60 bytes at QoS 1 over a local mosquitto, through an agent in a
 * process of its own, to another mosquitto. A message counts once its reading is in the journal,
 * has left for the other broker, and that one has acknowledged it.
 */
final class HubTrial {

  private static final int DEVICES = 100;
  private static final int PUBLISHERS = 2;
  private static final int WARM_UP = 20_000;
  private static final int PAYLOAD_BYTES = 60;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final double NANOS = 1e9;

  private HubTrial() {}

  /**
   * What came of it.
   *
   * @param perSecond messages, from the first that was published to the last that was acknowledged
   * @param cpuSeconds of the agent
   */
  record Rate(double perSecond, double cpuSeconds) {}

  static Rate run(Place place, int messages) throws IOException, InterruptedException {
    Path folder = place.make("hub");
    AgentProgram program = AgentProgram.required();
    try (Mosquitto local = Mosquitto.start(Files.createDirectories(folder.resolve("local")));
        Mosquitto upstream = Mosquitto.start(Files.createDirectories(folder.resolve("upstream")))) {
      int port = Mosquitto.freePort();
      List<String> command = command(program, folder, local, upstream, port);
      try (Subject agent = new Subject(command, folder.resolve("agent.log"))) {
        Page page = new Page(port);
        agent.awaits(() -> page.sum("coldshelf_uplink_connected").orElse(0) == 1);
        publish(local, WARM_UP);
        awaits(agent, page, WARM_UP);
        long cpu = agent.cpuNanos();
        long start = System.nanoTime();
        publish(local, messages);
        awaits(agent, page, WARM_UP + messages);
        double seconds = (System.nanoTime() - start) / NANOS;
        return new Rate(messages / seconds, (agent.cpuNanos() - cpu) / NANOS);
      }
    } finally {
      Place.remove(folder);
    }
  }

  private static List<String> command(
      AgentProgram program, Path folder, Mosquitto local, Mosquitto upstream, int port)
      throws IOException {
    StringBuilder yaml = new StringBuilder("gateway: hub\nsite: {id: bench, timezone: UTC}\n");
    yaml.append("uplink: {mqtt: \"").append(upstream.url()).append("\", acknowledge: broker}\n");
    yaml.append("local: {listen: \"127.0.0.1:").append(port).append("\"}\ndevices:\n");
    for (int i = 0; i < DEVICES; i++) {
      yaml.append("  sensor-").append(i).append(": {profile: mqtt-json, connect: \"");
      yaml.append(local.url()).append('/').append(topic(i)).append("\"}\n");
    }
    Path config = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    return program.launch(config, folder.resolve("data"));
  }

  private static String topic(int device) {
    return "bench/sensor-" + device;
  }

  private static void publish(Mosquitto broker, int messages)
      throws IOException, InterruptedException {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
      int first = publisher;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  publish(broker, first, messages);
                } catch (IOException e) {
                  failure.set(e);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IOException("a hub could not publish", failure.get());
    }
  }

  private static void publish(Mosquitto broker, int first, int messages)
      throws IOException, InterruptedException {
    try (BareMqtt hub = BareMqtt.connect(broker.port(), "hub-" + first, new BareMqtt.Counter())) {
      for (int i = first; i < messages; i += PUBLISHERS) {
        hub.publish(topic(i % DEVICES), payload(i));
      }
      hub.settle();
    }
  }

  private static byte[] payload(int number) {
    String text =
        String.format(
            Locale.ROOT,
            "{\"t\":%.2f,\"battery\":97,\"linkquality\":120,\"n\":%d,\"x\":\"",
            3 + number % 200 / 100.0,
            number);
    return (text + "-".repeat(Math.max(0, PAYLOAD_BYTES - 2 - text.length())) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** All recorded, and none that waits. */
  private static void awaits(Subject agent, Page page, int messages)
      throws IOException, InterruptedException {
    agent.awaits(
        () ->
            page.sum("coldshelf_readings_total").orElse(0) >= messages
                && page.sum("coldshelf_journal_unacknowledged_blocks").orElse(1) == 0,
        LIMIT,
        LOOK);
  }
}
