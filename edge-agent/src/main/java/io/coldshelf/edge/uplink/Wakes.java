package io.coldshelf.edge.uplink;

/**
 * How often something was committed: looked at before each block, so that an event overtakes the
 * rest at once. Counted by the journal's writer, read by the uplink's thread.
 */
final class Wakes {

  private volatile long count;

  /** Something was committed. */
  synchronized void add() {
    count++;
  }

  long count() {
    return count;
  }
}
