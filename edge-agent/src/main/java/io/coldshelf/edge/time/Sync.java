package io.coldshelf.edge.time;

/** Whether the machine's clock is kept right by somebody who knows the time. */
public enum Sync {
  /** The clock follows a source that knows the time. */
  SYNCED,
  /** It follows none, or it has not been found out yet. */
  UNSYNCED,
  /** This machine has no way to tell. */
  UNKNOWN
}
