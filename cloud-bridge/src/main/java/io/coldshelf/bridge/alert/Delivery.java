package io.coldshelf.bridge.alert;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One event on its way to one webhook.
 *
 * @param id its number in the outbox
 * @param webhook to whom
 * @param source the event's source
 * @param event the event's id
 * @param attempts how many were made before
 * @param body the CloudEvent as it came
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id
record Delivery(long id, Webhook webhook, String source, String event, int attempts, byte[] body) {

  /**
   * The same for every attempt, another for every event and webhook, also after the store's file
   * was made anew: receivers tell repetitions by it (Standard Webhooks, webhook-id).
   */
  String messageId() {
    String name = webhook.id() + "\n" + source + "\n" + event;
    return "msg_" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
