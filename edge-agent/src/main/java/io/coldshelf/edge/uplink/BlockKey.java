package io.coldshelf.edge.uplink;

import io.coldshelf.wire.Lane;

/** A block within the epoch. */
record BlockKey(Lane lane, long seq) {
  @Override
  public String toString() {
    return lane.code() + " " + seq;
  }
}
