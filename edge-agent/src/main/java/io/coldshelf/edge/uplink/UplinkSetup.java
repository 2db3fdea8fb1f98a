package io.coldshelf.edge.uplink;

import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;

/**
 * What an uplink is told at its start.
 *
 * @param broker where to connect
 * @param topics whose topics
 * @param status what to say when online; offline is said with the same version and start
 * @param acknowledge whose word counts
 * @param patience how long to wait
 */
public record UplinkSetup(
    Broker broker, Topics topics, Status status, Acknowledge acknowledge, Patience patience) {

  Status offline() {
    return new Status(false, status.version(), status.startedMillis());
  }
}
