package io.coldshelf.simulator.demo;

import io.coldshelf.bridge.Bridge;
import io.coldshelf.bridge.BridgeConfiguration;
import io.coldshelf.bridge.BridgeYaml;
import io.coldshelf.yaml.YamlDocument;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(5);
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
   * Plays it, and prints what came of it.
   *
   * @return whether nothing was lost, doubled or made up
   * @throws IOException when something cannot be started, with what to do about it
   * @throws InterruptedException when asked to stop without a summary
   */
  public boolean play() throws IOException, InterruptedException {
    Summary summary = perform();
    if (options.json()) {
      out.println(summary.json());
    } else {
      out.println();
      summary.lines().forEach(out::println);
      out.println(
          (summary.isClean() ? "Nothing lost, nothing doubled." : "NOT CLEAN.")
              + " Journals, store and logs stay in "
              + options.data());
    }
    return summary.isClean();
  }

  /** Plays it, and tells what came of it. */
  Summary perform() throws IOException, InterruptedException {
    Files.createDirectories(options.data());
    String secret = secret(options.seed());
    try (WebhookReceiver receiver = new WebhookReceiver(secret);
        Bridge bridge = bridge(receiver.url(), secret);
        PrintStream truth = file("truth.jsonl");
        Stage stage = new Stage(options.seed(), clock, truth)) {
      String broker =
          options
              .broker()
              .map(Object::toString)
              .orElseGet(() -> "mqtt://127.0.0.1:" + bridge.mqttPort().orElseThrow());
      sayWhere(bridge, broker);
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

  private PrintStream file(String name) throws IOException {
    return new PrintStream(
        Files.newOutputStream(options.data().resolve(name)), true, StandardCharsets.UTF_8);
  }

  private void sayWhere(Bridge bridge, String broker) {
    if (!options.headless()) {
      sayIfMoved("page", BridgeConfiguration.HTTP_PORT, bridge.httpPort());
      bridge
          .mqttPort()
          .ifPresent(port -> sayIfMoved("broker", BridgeConfiguration.MQTT_PORT, port));
    }
    say("The page: http://127.0.0.1:" + bridge.httpPort() + "   broker: " + broker);
    say("Journals, store and logs: " + options.data());
  }

  private void sayIfMoved(String what, int wellKnown, int port) {
    if (port != wellKnown) {
      say("Port " + wellKnown + " is taken, so the " + what + " is at " + port + ".");
    }
  }

  /** A bridge that has reached its broker. */
  private Bridge bridge(String webhook, String secret) throws IOException, InterruptedException {
    Bridge bridge = start(webhook, secret);
    boolean ready = false;
    try {
      ready = isReady(bridge);
    } finally {
      if (!ready) {
        bridge.close();
      }
    }
    if (!ready) {
      throw new IOException(
          options
              .broker()
              .map(url ->
                  "no MQTT 5 broker answers at "
                      + url
                      + "; start one there, or leave out --broker and the demo brings its own")
              .orElse("the embedded broker does not answer; is the machine very busy?"));
    }
    return bridge;
  }

  /** At the well-known ports if they are free, also when another demo takes them meanwhile. */
  private Bridge start(String webhook, String secret) throws IOException {
    int http = port(BridgeConfiguration.HTTP_PORT);
    int mqtt = port(BridgeConfiguration.MQTT_PORT);
    try {
      return Bridge.start(bridgeConfiguration(webhook, secret, http, mqtt));
    } catch (IllegalStateException taken) {
      if (http == 0 && mqtt == 0) {
        throw taken;
      }
      return Bridge.start(bridgeConfiguration(webhook, secret, 0, 0));
    }
  }

  /** Asks as an operator's probe does: it is ready once it can take messages. */
  private boolean isReady(Bridge bridge) throws IOException, InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.httpPort() + "/readyz"))
            .timeout(BROKER_PATIENCE)
            .build();
    long deadline = System.nanoTime() + BROKER_PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        if (client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return true;
        }
        Thread.sleep(LOOK);
      }
      return false;
    }
  }

  private BridgeConfiguration bridgeConfiguration(
      String webhook, String secret, int httpPort, int mqttPort) throws IOException {
    String mqtt =
        options
            .broker()
            .map(url -> "url: \"" + url + "\"")
            .orElse("embedded: {listen: \"127.0.0.1:" + mqttPort + "\"}");
    String text =
        """
        http: {listen: "127.0.0.1:%d"}
        mqtt: {%s}
        webhooks: [{url: "%s", secret: "${env:WEBHOOK}"}]
        """
            .formatted(httpPort, mqtt, webhook);
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
    return Child.agent(
        name,
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xss512k"),
        List.of(
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

  private Summary conclude(Bridge bridge, Stage stage, WebhookReceiver receiver, int restarts)
      throws InterruptedException {
    long end = clock.millis();
    Ledger ledger = new Ledger(bridge, options.data());
    long deadline = System.nanoTime() + SETTLE.toNanos();
    while (!ledger.isSettled(receiver.received()) && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
    }
    return ledger.summary(stage, receiver, restarts, end);
  }

  private void say(String sentence) {
    if (!options.json()) {
      out.println(sentence);
    }
  }
}
