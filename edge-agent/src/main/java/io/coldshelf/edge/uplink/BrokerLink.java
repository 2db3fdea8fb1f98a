package io.coldshelf.edge.uplink;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One connection to a broker, made anew for each attempt: what hides the MQTT library. All methods
 * are called by the uplink's thread.
 */
interface BrokerLink {

  /** Connects, with the last will; the broker's limits are known afterwards. */
  Limits open() throws LinkException;

  /** Subscribes and waits for the broker's consent. */
  void subscribe(String topic) throws LinkException;

  /** Publishes, retained, and waits for the PUBACK. */
  void announce(String topic, byte[] payload) throws LinkException;

  /** Publishes with QoS 1; how it went is told as {@link Signal.Settled}. */
  void send(Message message) throws LinkException;

  /** Frees everything at once, without a word to the broker unless it is a farewell. */
  void close(boolean farewell);

  /** Makes a connection that tells what happens on it, from any thread. */
  interface Factory {
    BrokerLink create(Consumer<Signal> signals);
  }

  /**
   * What the broker allows.
   *
   * @param receiveMaximum unanswered messages, MQTT 5, 3.2.2.3.3
   * @param maximumPacketBytes size of a whole packet, MQTT 5, 3.2.2.3.6
   * @param near whether the broker is on this machine or in the same building
   */
  record Limits(int receiveMaximum, long maximumPacketBytes, boolean near) {}

  /**
   * A block as a message.
   *
   * @param block which
   * @param contentType MQTT content type
   * @param properties user properties, in this order
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Message(
      BlockKey block,
      String topic,
      byte[] payload,
      String contentType,
      List<Map.Entry<String, String>> properties) {

    /** What a packet may need beside all that we put into it: headers, lengths, an alias. */
    private static final int FRAME_BYTES = 32;

    /** An upper bound of the packet's size, MQTT 5, 3.3. */
    long packetBytes() {
      long bytes = (long) FRAME_BYTES + topic.length() + contentType.length() + payload.length;
      for (Map.Entry<String, String> property : properties) {
        bytes += 5 + property.getKey().length() + property.getValue().length();
      }
      return bytes;
    }
  }

  /** The connection is of no use any more; the message says why. */
  final class LinkException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    LinkException(String message) {
      super(message);
    }

    LinkException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
