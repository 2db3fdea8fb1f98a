package io.coldshelf.bridge.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.Samples;
import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.AlertFeed;
import io.coldshelf.bridge.alert.EventLog;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.yaml.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessTest {

  private final Database database;
  private final Api api;
  private final HttpClient http = HttpClient.newHttpClient();

  AccessTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("api.db"));
    Event event = Samples.breach("a", Change.OPENED, 1000, 7);
    Optional<Alert> _ =
        database.write(sql ->
            EventLog.add(
                sql,
                Gateways.number(sql, Samples.GATEWAY, 1),
                Samples.GATEWAY,
                event,
                new CloudEvent(Samples.GATEWAY.source(), event).toJson(),
                1));
    HttpSettings settings =
        new HttpSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(
                token("admin", Role.ADMIN),
                token("store", Role.STORE),
                token("installer", Role.INSTALLER),
                token("elsewhere", Role.STORE, "store-0001")));
    this.api =
        Api.start(
            settings,
            new Api.Sources(database, new AlertFeed(), () -> false),
            InstantSource.system(),
            new Random(1));
  }

  private static HttpSettings.Token token(String name, Role role, String... sites) {
    return new HttpSettings.Token(name, new Secret(name + "-token"), role, List.of(sites));
  }

  @AfterEach
  void close() {
    http.close();
    api.close();
    database.close();
  }

  private HttpRequest.Builder request(String path, String caller) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + caller + "-token");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return send(request).statusCode();
  }

  private static HttpRequest.BodyPublisher body(String json) {
    return HttpRequest.BodyPublishers.ofString(json);
  }

  @Test
  void asksForATokenWhereThereAreTokens() throws Exception {
    assertEquals(401, status(request("/api/v1/sites", "nobody")));
    assertEquals(
        401,
        status(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/metrics"))));
    assertEquals(200, status(request("/api/v1/sites", "store")));
    assertEquals(200, status(request("/healthz", "nobody")));
  }

  @Test
  void letsStoresAcknowledgeButNotInstallers() throws Exception {
    String path = "/api/v1/alerts/a/acknowledge";
    assertEquals(403, status(request(path, "installer").POST(body("{\"by\":\"I\"}"))));
    assertEquals(400, status(request(path, "store").POST(body("{}"))));
    assertEquals(200, status(request(path, "store").POST(body("{\"by\":\"S\"}"))));
  }

  @Test
  void showsWebhooksToAdministratorsOnly() throws Exception {
    assertEquals(403, status(request("/api/v1/webhooks", "store")));
    assertEquals(200, status(request("/api/v1/webhooks", "admin")));
    assertEquals(
        400,
        status(
            request("/api/v1/webhooks", "admin").POST(body("{\"url\":\"file:///etc/passwd\"}"))));
  }

  @Test
  void hidesOtherSites() throws Exception {
    assertEquals(404, status(request("/api/v1/alerts/a", "elsewhere")));
    assertEquals("{\"items\":[]}", send(request("/api/v1/alerts", "elsewhere")).body());
    assertEquals("{\"items\":[]}", send(request("/api/v1/gateways", "elsewhere")).body());
    assertEquals(
        404,
        status(request("/api/v1/alerts/a/acknowledge", "elsewhere").POST(body("{\"by\":\"S\"}"))));
  }

  @Test
  void isNotReadyWithoutItsBroker() throws Exception {
    assertEquals(503, status(request("/readyz", "nobody")));
  }

  @Test
  void refusesNamesThatOnlyResolveToThisMachine() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  @Test
  void refusesToBeOpenToTheWorldWithoutTokens() {
    HttpSettings open = new HttpSettings(new InetSocketAddress(0), List.of());
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, open::check);
    assertTrue(String.valueOf(refused.getMessage()).contains("http.tokens"));
  }
}
