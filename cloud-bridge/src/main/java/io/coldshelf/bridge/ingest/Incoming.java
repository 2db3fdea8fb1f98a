package io.coldshelf.bridge.ingest;

import java.util.Map;
import java.util.Optional;

/**
 * One message as the broker delivered it.
 *
 * @param delivery who has to be told that it is kept
 * @param topic where it came
 * @param contentType of the payload, where it is said
 * @param properties the user properties; of one that repeats, the last
 * @param retained whether the broker had it in stock, so that it says nothing of now
 * @param payload the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Incoming(
    Delivery delivery,
    String topic,
    Optional<String> contentType,
    Map<String, String> properties,
    boolean retained,
    byte[] payload) {

  /**
   * What the broker knows a message by.
   *
   * @param connection the number of the connection on which it came
   * @param packet its packet identifier there
   * @param qos its quality of service, 0 to 2
   */
  record Delivery(long connection, int packet, int qos) {}
}
