package io.coldshelf.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import io.coldshelf.model.Change;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.testing.Vectors;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.SenmlWriter;
import io.coldshelf.wire.Status;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
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
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole bridge with its own broker, as a gateway, a receiver of webhooks and a page see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BridgeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TIMEOUT_SECONDS = 30;

  private final Bridge bridge;
  private final Agent agent;
  private final HttpClient http = HttpClient.newHttpClient();
  private final long now = System.currentTimeMillis();

  BridgeTest(@TempDir Path folder) throws MqttException {
    this.bridge = Bridge.start(BridgeConfiguration.local(folder, 0, 0));
    this.agent = new Agent(bridge.mqttPort().orElseThrow());
  }

  @AfterAll
  void close() throws MqttException {
    agent.close();
    http.close();
    bridge.close();
  }

  /** Speaks MQTT as a gateway does. */
  private static final class Agent implements MqttCallback, AutoCloseable {
    private final MqttAsyncClient client;
    private final BlockingQueue<Ack> acks = new LinkedBlockingQueue<>();

    Agent(int port) throws MqttException {
      client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "gw1", new MemoryPersistence());
      client.setCallback(this);
      client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
      client.subscribe(Samples.GATEWAY.ack(), 1).waitForCompletion(10_000);
    }

    void publish(String topic, String type, Map<String, String> properties, byte[] payload)
        throws MqttException {
      MqttProperties all = new MqttProperties();
      all.setContentType(type);
      List<UserProperty> user = new ArrayList<>();
      properties.forEach((key, value) -> user.add(new UserProperty(key, value)));
      all.setUserProperties(user);
      boolean retained = topic.endsWith("status") || topic.endsWith("reported");
      client.publish(topic, new MqttMessage(payload, 1, retained, all)).waitForCompletion(10_000);
    }

    /** Waits until the bridge has stored so much. */
    Ack stored(String epoch, long events, long readings) throws InterruptedException {
      while (true) {
        Ack ack = acks.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (ack == null) {
          return new Ack("none came", 0, 0);
        }
        if (ack.epoch().equals(epoch) && ack.events() >= events && ack.readings() >= readings) {
          return ack;
        }
      }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      acks.add(Ack.read(message.getPayload()));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    @Override
    public void close() throws MqttException {
      client.disconnectForcibly(0, 500, true);
      client.close(true);
    }
  }

  private void sendEvent(String epoch, long seq, CloudEvent event) throws MqttException {
    agent.publish(
        Samples.GATEWAY.lane(Lane.EVENTS),
        Block.Encoding.EVENT.contentType(),
        Map.of("epoch", epoch, "seq", Long.toString(seq)),
        event.toJson());
  }

  private void send(Block block) throws MqttException {
    Map<String, String> properties = new HashMap<>();
    properties.put("epoch", block.epoch());
    properties.put("seq", Long.toString(block.seq()));
    properties.put("count", Integer.toString(block.span().count()));
    properties.put("hash", HexFormat.of().formatHex(block.hash()));
    properties.put("prev", HexFormat.of().formatHex(block.prev()));
    block.span().clock().ifPresent(clock -> properties.put("clock", clock.text()));
    agent.publish(
        Samples.GATEWAY.lane(block.lane()),
        block.encoding().contentType(),
        properties,
        block.payload());
  }

  private static CloudEvent breach(String alert, Change change, long time) {
    return new CloudEvent(Samples.GATEWAY.source(), Samples.breach(alert, change, time, 9.5));
  }

  /** Returns once it is stored: an event is stored after what came before it, bar readings. */
  private void introduce() throws Exception {
    agent.publish(
        "coldshelf/v1/store-0042/gw1/status",
        "application/json",
        Map.of(),
        new Status(true, "0.1.0", now).toJson());
    agent.publish(
        "coldshelf/v1/store-0042/gw1/reported", "application/json", Map.of(), Samples.reported());
    sendEvent("i", 1, breach("introduced", Change.CLOSED, now));
    assertEquals(1, agent.stored("i", 1, 0).events());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + bridge.httpPort() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode read(String path) throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path)));
    assertEquals(200, response.statusCode(), path + ": " + response.body());
    return JSON.readTree(response.body());
  }

  private static HttpRequest.Builder post(URI uri, String body) {
    return HttpRequest.newBuilder(uri)
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void storesABlockAcknowledgesItAndShowsIt() throws Exception {
    introduce();
    PointId point = PointId.parse("case-probe/temperature");
    byte[] payload =
        new SenmlWriter("gw1", _ -> "Cel")
            .write(
                List.of(Reading.good(point, now - 1000, 4.5), Reading.good(point, now, 5.5)),
                List.of());
    Block block =
        Block.of(
            "r",
            Lane.READINGS,
            1,
            new Block.Span(now - 1000, now, 2),
            Block.Encoding.SENML,
            payload,
            Block.noHash());
    send(block);
    assertEquals(1, agent.stored("r", 0, 1).readings());

    JsonNode readings =
        read("/api/v1/points/gw1/case-probe/temperature/readings?site=store-0042").path("items");
    assertEquals(2, readings.size());
    assertEquals(List.of("time", "value", "quality"), names(readings.get(0)));
    assertEquals(4.5, readings.get(0).path("value").asDouble());
    JsonNode first = read("/api/v1/points/gw1/case-probe/temperature/readings?limit=1");
    JsonNode second =
        read(
            "/api/v1/points/gw1/case-probe/temperature/readings?limit=1&cursor="
                + first.path("next").asText());
    assertEquals(5.5, second.path("items").get(0).path("value").asDouble());
    JsonNode bucket =
        read("/api/v1/points/gw1/case-probe/temperature/readings?bucket=1d").path("items").get(0);
    assertEquals(List.of("time", "min", "mean", "max", "count"), names(bucket));
    JsonNode last = read("/api/v1/points?site=store-0042&gateway=gw1").path("items").get(0);
    assertEquals("case-probe/temperature", last.path("point").asText());
    assertEquals("Air", last.path("title").asText());
    assertEquals(5.5, last.path("last").path("value").asDouble());
    JsonNode compartment = read("/api/v1/compartments").path("items").get(0);
    assertEquals("chilled-milk", compartment.path("class").asText());
    assertEquals(600, compartment.path("limits").get(0).path("graceSeconds").asLong());
    assertEquals(5.5, compartment.path("probes").get(0).path("last").path("value").asDouble());
    JsonNode shelf = read("/api/v1/shelves").path("items").get(0);
    assertTrue(shelf.has("stock") && shelf.path("stock").isNull());
    assertEquals("unknown", shelf.path("state").asText());
    JsonNode gateway = read("/api/v1/gateways").path("items").get(0);
    assertTrue(gateway.path("online").asBoolean());
    JsonNode site = read("/api/v1/sites").path("items").get(0);
    assertEquals("Tianhe 42", site.path("name").asText());
  }

  @Test
  void showsADoubtfulClockBesideWhatItHasStamped() throws Exception {
    send(Samples.doubtful("c", "other-probe"));
    assertEquals(1, agent.stored("c", 0, 1).readings());
    JsonNode reading =
        read("/api/v1/points/gw1/other-probe/temperature/readings?from=1970-01-01T00:00:00Z")
            .path("items")
            .get(0);
    assertFalse(reading.path("clock").path("synced").asBoolean(true));
    assertTrue(reading.path("clock").path("bound").isNull());
    JsonNode gateway = read("/api/v1/gateways").path("items").get(0);
    assertFalse(gateway.path("clock").path("synced").asBoolean(true));
    JsonNode bucket =
        read("/api/v1/points/gw1/other-probe/temperature/readings"
                + "?from=1970-01-01T00:00:00Z&bucket=1d")
            .path("items")
            .get(0);
    assertTrue(bucket.path("clock").path("bound").isNull());
  }

  @Test
  void givesTheChainAndItsSignedHeadsToWhoeverChecksThem() throws Exception {
    Block block = Samples.doubtful("h", "third-probe");
    String hash = HexFormat.of().formatHex(block.hash());
    send(block);
    Head head =
        Head.signed(
            Samples.GATEWAY,
            "h",
            now,
            Head.Tip.NONE,
            new Head.Tip(1, hash),
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    agent.publish(Head.topic(Samples.GATEWAY), "application/json", Map.of(), head.toJson());
    // What comes after it is kept after it.
    sendEvent("h", 1, breach("after-the-head", Change.OPENED, now));
    assertEquals(1, agent.stored("h", 1, 1).events());
    JsonNode evidence =
        read("/api/v1/evidence?site=store-0042&gateway=gw1&epoch=h&lane=readings&from=1&to=1");
    assertEquals(1, evidence.path("items").size());
    assertEquals(hash, evidence.path("items").get(0).path("hash").asText());
    assertArrayEquals(block.payload(), evidence.path("items").get(0).path("payload").binaryValue());
    assertEquals(
        "boot=boot1;origin=1000;synced=0", evidence.path("items").get(0).path("clock").asText());
    assertFalse(evidence.path("items").get(0).path("broken").asBoolean(true));
    JsonNode kept = evidence.path("heads").get(0);
    assertTrue(kept.path("valid").asBoolean());
    assertTrue(
        Head.read(kept.path("head").asText().getBytes(StandardCharsets.UTF_8))
            .isSigned(Samples.GATEWAY));
    JsonNode events = read("/api/v1/evidence?site=store-0042&gateway=gw1&epoch=h&lane=events");
    assertTrue(
        new String(
                events.path("items").get(0).path("payload").binaryValue(), StandardCharsets.UTF_8)
            .contains("after-the-head"));
  }

  @Test
  void carriesAnAlertFromItsEventToTheStreamTheListAndAnAcknowledgement() throws Exception {
    HttpResponse<java.io.InputStream> stream =
        http.send(
            HttpRequest.newBuilder(uri("/api/v1/alerts/stream"))
                .header("accept", "text/event-stream")
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertTrue(String.valueOf(lines.readLine()).startsWith(":"));
      sendEvent("a", 1, breach("alert/with/slashes", Change.OPENED, now));
      assertEquals(1, agent.stored("a", 1, 0).events());
      String data = String.valueOf(lines.readLine());
      while (!data.startsWith("data: ") || !data.contains("alert/with/slashes")) {
        data = String.valueOf(lines.readLine());
      }
      assertEquals("open", JSON.readTree(data.substring(6)).path("state").asText());
    }
    JsonNode listed =
        read("/api/v1/alerts?state=open&kind=temperature-breach&subject=dairy-case").path("items");
    assertFalse(listed.isEmpty());
    HttpResponse<String> acknowledged =
        send(
            post(
                uri("/api/v1/alerts/alert%2Fwith%2Fslashes/acknowledge"),
                "{\"by\": \"Li\", \"note\": \"seen\", \"action\": \"moved\"}"));
    assertEquals(200, acknowledged.statusCode(), acknowledged.body());
    JsonNode alert = read("/api/v1/alerts/alert%2Fwith%2Fslashes");
    assertEquals("acknowledged", alert.path("state").asText());
    assertEquals("Li", alert.path("acknowledgedBy").asText());
  }

  @Test
  void delivesEventsSignedToWhoeverAsked() throws Exception {
    BlockingQueue<Map.Entry<Map<String, List<String>>, String>> received =
        new LinkedBlockingQueue<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(Map.entry(Map.copyOf(exchange.getRequestHeaders()), body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
      HttpResponse<String> created =
          send(post(uri("/api/v1/webhooks"), "{\"url\": \"" + url + "\"}"));
      assertEquals(201, created.statusCode(), created.body());
      JsonNode webhook = JSON.readTree(created.body());
      sendEvent("w", 1, breach("hooked", Change.OPENED, now));
      var delivered = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      assertTrue(delivered != null, "nothing was delivered");
      new Webhook(webhook.path("secret").asText()).verify(delivered.getValue(), delivered.getKey());
      assertEquals("hooked-opened-" + now, JSON.readTree(delivered.getValue()).path("id").asText());
      assertFalse(read("/api/v1/webhooks").toString().contains("whsec_"));
      String id = webhook.path("id").asText();
      assertEquals(1, read("/api/v1/webhooks/" + id + "/deliveries").path("items").size());
      assertEquals(
          204, send(HttpRequest.newBuilder(uri("/api/v1/webhooks/" + id)).DELETE()).statusCode());
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void answersMistakesWithProblems() throws Exception {
    for (Map.Entry<String, Integer> path :
        Map.of(
                "/api/v1/alerts/unknown", 404,
                "/api/v1/nonsense", 404,
                "/api/v1/alerts?state=sleeping", 400,
                "/api/v1/points/gw1/a/b/readings", 404,
                "/api/v1/evidence?site=store-0042&gateway=unheard", 404,
                "/api/v1/evidence?gateway=gw1", 400,
                "/api/v1/evidence?site=store-0042&gateway=gw1&lane=middle", 400,
                "/../../etc/passwd", 400)
            .entrySet()) {
      HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path.getKey())));
      assertEquals(path.getValue(), response.statusCode(), path.getKey());
    }
    HttpResponse<String> problem = send(HttpRequest.newBuilder(uri("/api/v1/alerts/unknown")));
    assertEquals(
        "application/problem+json", problem.headers().firstValue("content-type").orElse(""));
    assertEquals(404, JSON.readTree(problem.body()).path("status").asInt());
  }

  @Test
  void saysOnEveryAnswerWhatABrowserMayDoWithIt() throws Exception {
    for (String path :
        List.of("/", "/js/main.js", "/api/v1/sites", "/api/v1/nothing", "/metrics")) {
      HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path)));
      assertEquals(
          "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none';"
              + " base-uri 'none'; form-action 'self'",
          response.headers().firstValue("content-security-policy").orElse("none"),
          path);
      assertEquals(
          "nosniff", response.headers().firstValue("x-content-type-options").orElse("none"), path);
      assertEquals(
          "no-referrer", response.headers().firstValue("referrer-policy").orElse("none"), path);
    }
  }

  @Test
  void letsNoFormOfAnotherPageChangeAnything() throws Exception {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(uri("/api/v1/webhooks"))
            .header("content-type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"url\": \"http://x/\"}"));
    assertEquals(415, send(form).statusCode());
    HttpRequest.Builder foreign =
        post(uri("/api/v1/webhooks"), "{\"url\": \"http://x/\"}")
            .header("origin", "http://evil.example");
    assertEquals(403, send(foreign).statusCode());
  }

  @Test
  void isReadyAndMeasured() throws Exception {
    sendEvent("m", 1, breach("measured", Change.OPENED, now));
    assertEquals(1, agent.stored("m", 1, 0).events());
    assertEquals("ready", read("/readyz").path("status").asText());
    assertEquals("up", read("/healthz").path("status").asText());
    String metrics = send(HttpRequest.newBuilder(uri("/metrics"))).body();
    assertTrue(metrics.contains("coldshelf_bridge_broker_connected 1\n"), metrics);
    assertTrue(metrics.contains("coldshelf_bridge_unfold_lag_blocks 0\n"), metrics);
  }

  @Test
  void describesEveryPathThatItHas() throws Exception {
    JsonNode paths = read("/openapi.json").path("paths");
    for (String path :
        List.of(
            "/api/v1/sites",
            "/api/v1/alerts/{id}/acknowledge",
            "/api/v1/webhooks/{id}/deliveries",
            "/api/v1/evidence",
            "/metrics")) {
      assertTrue(paths.has(path), path);
    }
  }

  @Test
  void servesTheChartLibraryOfThePage() throws Exception {
    HttpResponse<String> script =
        send(HttpRequest.newBuilder(uri("/webjars/uplot/uPlot.iife.min.js")));
    assertEquals(200, script.statusCode());
    assertTrue(script.body().contains("uPlot"));
  }

  @Test
  void raisesEventsThatAreCloudEvents() throws Exception {
    String schema = Files.readString(Vectors.oracle("cloudevents/cloudevents.json"));
    String event = new String(breach("a", Change.CLOSED, now).toJson(), StandardCharsets.UTF_8);
    assertEquals(
        List.of(),
        List.copyOf(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema)
                .validate(JSON.readTree(event))));
  }
}
