package io.coldshelf.edge.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.local.LocalServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalServerTest {

  private static LocalServer server(Optional<String> token) throws IOException {
    return new LocalServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        token,
        Map.of("/healthz", () -> Answer.text(200, "alive")));
  }

  /** By hand: the JDK's client does not let one choose the host. */
  private static String ask(LocalServer server, String requestLine, String headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = requestLine + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @Test
  void answersOnTheSpotWithoutAToken() throws IOException {
    try (LocalServer server = server(Optional.empty())) {
      assertStatus(200, ask(server, "GET /healthz", "Host: localhost:80\r\n"));
      assertStatus(200, ask(server, "GET /healthz", "Host: 127.0.0.1\r\n"));
    }
  }

  @Test
  void aPageOfAnotherHostLearnsNothing() throws IOException {
    try (LocalServer server = server(Optional.empty())) {
      assertStatus(401, ask(server, "GET /healthz", "Host: evil.example\r\n"));
      assertStatus(401, ask(server, "GET /healthz", "Host: 127.0.0.1.evil.example\r\n"));
    }
  }

  @Test
  void aTokenThatIsSetMustBeBrought() throws IOException {
    try (LocalServer server = server(Optional.of("s3cret"))) {
      assertStatus(401, ask(server, "GET /healthz", "Host: localhost\r\n"));
      String wrong = ask(server, "GET /healthz", "Host: x\r\nAuthorization: Bearer s3cre\r\n");
      assertStatus(401, wrong);
      assertTrue(!wrong.contains("s3cret"), wrong);
      assertStatus(200, ask(server, "GET /healthz", "Host: x\r\nAuthorization: Bearer s3cret\r\n"));
    }
  }

  @Test
  void onlyGetAndOnlyWhatIsThere() throws IOException {
    try (LocalServer server = server(Optional.empty())) {
      assertStatus(405, ask(server, "DELETE /healthz", "Host: localhost\r\n"));
      assertStatus(404, ask(server, "GET /healthz/more", "Host: localhost\r\n"));
      assertStatus(404, ask(server, "GET /nothing", "Host: localhost\r\n"));
    }
  }

  @Test
  void beyondThisMachineATokenIsAMust() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LocalServer(new InetSocketAddress("0.0.0.0", 0), Optional.empty(), Map.of()));
  }

  @Test
  void metricsAreWrittenAsPrometheusReadsThem() {
    Exposition out = new Exposition();
    out.gauge("online", "Whether.", 1, "device", "a");
    out.gauge("online", "Whether.", 0, "device", "b\"\\");
    out.counter("readings_total", "How many.", 3);
    assertEquals(
        """
        # HELP online Whether.
        # TYPE online gauge
        online{device="a"} 1
        online{device="b\\"\\\\"} 0
        # HELP readings_total How many.
        # TYPE readings_total counter
        readings_total 3
        """,
        out.toString());
  }
}
