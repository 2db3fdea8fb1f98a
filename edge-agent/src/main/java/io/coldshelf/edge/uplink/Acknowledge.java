package io.coldshelf.edge.uplink;

/** Whose word lets the journal forget a block. */
public enum Acknowledge {
  /** The bridge's, given after its commit: nothing is lost on the way. */
  BRIDGE,
  /**
   * The broker's PUBACK, for a foreign consumer in place of the bridge. Brokers do lose messages
   * that they have acknowledged.
   */
  BROKER
}
