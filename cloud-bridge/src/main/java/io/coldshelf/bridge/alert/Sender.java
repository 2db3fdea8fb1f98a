package io.coldshelf.bridge.alert;

import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes one attempt to deliver (Standard Webhooks 1.0, "webhook headers", "deliverability"). */
final class Sender implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Nobody may make us wait longer than this with a Retry-After. */
  static final Duration MAX_PAUSE = Duration.ofHours(24);

  private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(30);
  private static final int GONE = 410;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1) // no attempt to upgrade: some receivers choke on it
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Outcome attempt(Delivery delivery, long nowMillis) throws InterruptedException {
    try {
      refuseWhatIsNobodysHost(delivery.webhook().url());
      HttpResponse<Void> response =
          http.send(request(delivery, nowMillis), HttpResponse.BodyHandlers.discarding());
      return outcome(response);
    } catch (IOException | IllegalArgumentException | WebhookSigningException e) {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new Outcome.Failed(OptionalInt.empty(), message, Optional.empty());
    }
  }

  private static HttpRequest request(Delivery delivery, long nowMillis)
      throws WebhookSigningException {
    String id = delivery.messageId();
    long seconds = nowMillis / 1000;
    String body = new String(delivery.body(), StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(delivery.webhook().url())
        .timeout(TIMEOUT)
        .header("content-type", "application/cloudevents+json; charset=utf-8")
        .header("user-agent", "coldshelf-bridge")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(seconds))
        .header("webhook-signature", sign(delivery.webhook().secret().reveal(), id, seconds, body))
        .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body()))
        .build();
  }

  static String sign(String secret, String id, long seconds, String body)
      throws WebhookSigningException {
    return new com.standardwebhooks.Webhook(secret).sign(id, seconds, body);
  }

  private static Outcome outcome(HttpResponse<?> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered(status);
    }
    if (status == GONE) {
      return new Outcome.Gone();
    }
    Optional<Duration> pause =
        switch (status) {
          case 429, 502, 503, 504 ->
              Optional.of(retryAfter(response.headers().firstValue("retry-after")));
          default -> Optional.empty();
        };
    return new Outcome.Failed(OptionalInt.of(status), "the receiver answered " + status, pause);
  }

  /** Seconds only; the date form is answered with the default (RFC 9110, 10.2.3). */
  static Duration retryAfter(Optional<String> header) {
    if (header.isEmpty() || !header.get().matches("\\d{1,9}")) {
      return DEFAULT_PAUSE;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(header.get()));
    return asked.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : asked;
  }

  /**
   * Receivers in the house and on this machine are allowed, addresses of the network's own plumbing
   * are not: clouds answer with credentials on a link-local one.
   */
  private static void refuseWhatIsNobodysHost(URI url) throws IOException {
    for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
      if (address.isLinkLocalAddress()
          || address.isMulticastAddress()
          || address.isAnyLocalAddress()) {
        throw new IOException(url.getHost() + " is not a receiver's address");
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
