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
 * @param plan what the line may carry
 */
public record UplinkSetup(
    Broker broker,
    Topics topics,
    Status status,
    Acknowledge acknowledge,
    Patience patience,
    DataPlan plan) {

  /**
   * Over a line that costs nothing.
   *
   * @param broker where to connect
   * @param topics whose topics
   * @param status what to say when online
   * @param acknowledge whose word counts
   * @param patience how long to wait
   */
  public UplinkSetup(
      Broker broker, Topics topics, Status status, Acknowledge acknowledge, Patience patience) {
    this(broker, topics, status, acknowledge, patience, DataPlan.UNLIMITED);
  }

  Status offline() {
    return new Status(false, status.version(), status.startedMillis());
  }
}
