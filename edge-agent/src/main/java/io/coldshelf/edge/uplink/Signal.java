package io.coldshelf.edge.uplink;

/** What happens on a connection, or wakes the uplink's thread. */
sealed interface Signal {

  /** The broker has answered: a reason code of 0x80 or more is a refusal (MQTT 5, 3.4.2.1). */
  record Settled(BlockKey block, int reasonCode) implements Signal {}

  /** A message on a topic that was subscribed to. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Received(String topic, byte[] payload) implements Signal {}

  /** The connection is gone. */
  record Lost(String reason) implements Signal {}

  /** Look again: a commit, something to report, or the end. */
  record Woken() implements Signal {}
}
