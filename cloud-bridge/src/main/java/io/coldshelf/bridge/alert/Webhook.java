package io.coldshelf.bridge.alert;

import io.coldshelf.model.Event;
import io.coldshelf.yaml.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who wants events sent by HTTP (Standard Webhooks).
 *
 * @param id its id
 * @param url where to
 * @param secret what signs them, {@code whsec_} and base64
 * @param kinds the kinds of events, by their codes; empty for all alerts
 * @param disabled why nothing is sent any more, when that is so
 */
public record Webhook(
    String id, URI url, Secret secret, Set<String> kinds, Optional<String> disabled) {

  /** Copies the kinds. */
  public Webhook {
    kinds = Set.copyOf(kinds);
  }

  /**
   * Checks where to send.
   *
   * @param text as somebody wrote it
   * @return the address
   * @throws IllegalArgumentException when it is no plain http or https address
   */
  public static URI url(String text) {
    URI url = URI.create(text);
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "a webhook's url is http://host/path or https://host/path, without a user");
    }
    return url;
  }

  /**
   * Whether an event is sent here. Whoever names no kinds gets what somebody should act on, not
   * each item that is taken.
   *
   * @param event what is said
   * @return true when it is to be sent
   */
  public boolean wants(Event event) {
    return kinds.isEmpty() ? Alert.concerns(event.change()) : kinds.contains(event.kind().code());
  }
}
