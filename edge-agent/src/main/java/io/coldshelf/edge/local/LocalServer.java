package io.coldshelf.edge.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The gateway's own HTTP server, on the JDK's: {@code /metrics}, {@code /healthz}, {@code /readyz}
 * and {@code /status}. Answers only reads, and beyond loopback only with the token. On loopback a
 * request must name loopback as its host, so that no page on the web can reach it by way of a
 * browser on the gateway.
 */
public final class LocalServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Optional<String> token;
  private final boolean loopback;

  /**
   * What is served at one path.
   *
   * @param status the HTTP status
   * @param contentType the body's type
   * @param body the body
   */
  public record Answer(int status, String contentType, String body) {

    /**
     * A short text.
     *
     * @param status the HTTP status
     * @param text one line
     * @return the answer
     */
    public static Answer text(int status, String text) {
      return new Answer(status, "text/plain; charset=utf-8", text + "\n");
    }
  }

  /**
   * Listens.
   *
   * @param address where; beyond loopback only with a token
   * @param token what a request must bring as bearer
   * @param pages what to answer at which path
   * @throws IOException when the address cannot be had
   */
  public LocalServer(
      InetSocketAddress address, Optional<String> token, Map<String, Supplier<Answer>> pages)
      throws IOException {
    this.token = token;
    this.loopback = address.getAddress().isLoopbackAddress();
    if (!loopback && token.isEmpty()) {
      throw new IllegalArgumentException("listening on " + address + " needs a token");
    }
    server = HttpServer.create(address, 16);
    server.setExecutor(threads);
    pages.forEach(
        (path, page) -> server.createContext(path, exchange -> serve(exchange, path, page)));
    server.start();
  }

  /**
   * Where it listens.
   *
   * @return the port, chosen by the system where 0 was asked for
   */
  public int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange, String path, Supplier<Answer> page) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange, path, page);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange, String path, Supplier<Answer> page) {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return Answer.text(404, "Nothing here. There are /metrics, /healthz, /readyz and /status.");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return Answer.text(405, "Only GET.");
    }
    if (!mayAsk(exchange)) {
      return Answer.text(401, "A bearer token is needed.");
    }
    return page.get();
  }

  private boolean mayAsk(HttpExchange exchange) {
    String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    if (token.isEmpty()) {
      return !loopback || host.matches("(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");
    }
    String given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    byte[] expected = ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
