package io.coldshelf.simulator.demo;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store's system at the far end: takes webhooks, verifies their signature with the reference
 * library and counts them by their id.
 */
final class WebhookReceiver implements AutoCloseable {

  private final HttpServer server;
  private final Webhook verifier;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicLong repeated = new AtomicLong();

  WebhookReceiver(String secret) throws IOException {
    verifier = new Webhook(secret);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/alerts", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  /** Distinct webhooks whose signature was right. */
  int received() {
    return ids.size();
  }

  /** Deliveries beyond the first of one webhook: allowed, and worth seeing. */
  long repeated() {
    return repeated.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(isGenuine(exchange, body) ? 204 : 400, -1);
    }
  }

  private boolean isGenuine(HttpExchange exchange, String body) {
    try {
      verifier.verify(
          body, HttpHeaders.of(Map.copyOf(exchange.getRequestHeaders()), (_, _) -> true));
    } catch (WebhookVerificationException e) {
      return false;
    }
    if (!ids.add(exchange.getRequestHeaders().getFirst("webhook-id"))) {
      repeated.incrementAndGet();
    }
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
