package io.coldshelf.simulator.demo;

import io.coldshelf.bridge.Bridge;
import io.coldshelf.bridge.BridgeConfiguration;
import io.coldshelf.bridge.BridgeYaml;
import io.coldshelf.yaml.YamlDocument;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One store and one truck, simulated at the wire, watched by real agents in processes of their own,
 * with broker, bridge and page in this one.
 */
public final class Demo {

  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int SECRET_BYTES = 24;

  private final DemoOptions options;
  private final PrintStream out;
  private final InstantSource clock;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * A demo.
   *
   * @param options what it is asked for
   * @param out takes what a person or a script is to read
   * @param clock the system's
   */
  public Demo(DemoOptions options, PrintStream out, InstantSource clock) {
    this.options = options;
    this.out = out;
    this.clock = clock;
  }

  /** Ends the demo early; the summary is printed all the same. Any thread. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Plays it.
   *
   * @return whether nothing was lost, doubled or made up
   * @throws IOException when something cannot be started
   * @throws InterruptedException when asked to stop without a summary
   */
  public boolean play() throws IOException, InterruptedException {
    Files.createDirectories(options.data());
    String secret = secret(options.seed());
    try (WebhookReceiver receiver = new WebhookReceiver(secret);
        Bridge bridge = Bridge.start(bridgeConfiguration(receiver.url(), secret));
        Stage stage = new Stage(options.seed(), clock, options.data().resolve("truth.jsonl"))) {
      String broker =
          options
              .broker()
              .map(Object::toString)
              .orElseGet(() -> "mqtt://127.0.0.1:" + bridge.mqttPort().orElseThrow());
      say(
          "The page: http://127.0.0.1:"
              + bridge.httpPort()
              + "   broker: "
              + broker
              + "   files: "
              + options.data());
      int restarts;
      try (Child store = agent("store", GatewayFiles.store(options.data(), stage, broker));
          Child truck = agent("truck", GatewayFiles.truck(options.data(), stage, broker))) {
        say(
            "Agents: store (process "
                + store.pid()
                + "), truck (process "
                + truck.pid()
                + "). Ctrl-C ends the demo.");
        watch(bridge, store);
        restarts = store.restarts() + truck.restarts();
      }
      return conclude(bridge, stage, receiver, restarts);
    }
  }

  private BridgeConfiguration bridgeConfiguration(String webhook, String secret)
      throws IOException {
    String mqtt =
        options
            .broker()
            .map(url -> "url: \"" + url + "\"")
            .orElse("embedded: {listen: \"127.0.0.1:" + port(1883) + "\"}");
    String text =
        """
        http: {listen: "127.0.0.1:%d"}
        mqtt: {%s}
        webhooks: [{url: "%s", secret: "${env:WEBHOOK}"}]
        """
            .formatted(port(8080), mqtt, webhook);
    Files.writeString(options.data().resolve("bridge.yaml"), text);
    return BridgeYaml.read(
        YamlDocument.parse("bridge.yaml", text), options.data(), (_, _) -> secret);
  }

  /** The well-known port where it is free and somebody may look for it; any other else. */
  private int port(int wellKnown) {
    if (options.headless()) {
      return 0;
    }
    try (ServerSocket probe = new ServerSocket(wellKnown, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Not a password: made anew for each demo, so that signatures can be seen to be checked. */
  private static String secret(long seed) {
    byte[] bytes = new byte[SECRET_BYTES];
    new Random(seed).nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  private Child agent(String name, Path config) throws IOException {
    return Child.start(
        name,
        "edge-agent",
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xss512k"),
        List.of(
            "io.coldshelf.edge.cli.Main",
            "agent",
            "--config",
            config.toString(),
            "--data",
            options.data().resolve(name).toString()),
        options.data().resolve(name + ".log"));
  }

  private void watch(Bridge bridge, Child store) throws InterruptedException {
    Narrator narrator = new Narrator(bridge.database(), clock, this::say);
    long started = clock.millis();
    boolean killed = options.killStoreAgent().isEmpty();
    while (!isOver(started)) {
      if (!killed
          && clock.millis() - started >= options.killStoreAgent().orElseThrow().toMillis()) {
        killed = true;
        say("Killing the store's agent (process " + store.pid() + ").");
        store.kill();
      }
      narrator.look();
      if (stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private boolean isOver(long startedMillis) {
    return options.length().isPresent()
        && clock.millis() - startedMillis >= options.length().get().toMillis();
  }

  private boolean conclude(Bridge bridge, Stage stage, WebhookReceiver receiver, int restarts)
      throws InterruptedException {
    long end = clock.millis();
    Ledger ledger = new Ledger(bridge, options.data());
    long deadline = System.nanoTime() + SETTLE.toNanos();
    while (!ledger.isSettled(receiver.received()) && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
    }
    Summary summary = ledger.summary(stage, receiver, restarts, end);
    if (options.json()) {
      out.println(summary.json());
    } else {
      out.println();
      summary.lines().forEach(out::println);
      out.println(
          summary.isClean()
              ? "Nothing lost, nothing doubled."
              : "NOT CLEAN: see " + options.data());
    }
    return summary.isClean();
  }

  private void say(String sentence) {
    if (!options.json()) {
      out.println(sentence);
    }
  }
}
