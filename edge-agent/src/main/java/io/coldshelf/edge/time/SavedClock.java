package io.coldshelf.edge.time;

import io.coldshelf.edge.detect.Snapshot;
import java.util.Optional;

/**
 * What the journal keeps of the timeline, written with every commit and so of one moment with the
 * detectors' state.
 *
 * @param boot of which boot of the machine the counter is
 * @param originMillis the time of day at the counter's zero, milliseconds since 1970
 * @param placedMillis what time it was when this was written, milliseconds since 1970
 * @param believed whether the wall clock was followed
 */
record SavedClock(String boot, long originMillis, long placedMillis, boolean believed) {

  byte[] bytes() {
    Snapshot snapshot = new Snapshot();
    snapshot.put("boot", boot);
    snapshot.put("origin", originMillis);
    snapshot.put("placed", placedMillis);
    snapshot.put("believed", believed ? 1 : 0);
    return snapshot.bytes();
  }

  /** Reads what {@link #bytes} wrote; nothing where somebody edited it beyond recognition. */
  static Optional<SavedClock> of(byte[] bytes) {
    Snapshot snapshot = Snapshot.of(bytes);
    long origin = snapshot.number("origin", Long.MIN_VALUE);
    long placed = snapshot.number("placed", Long.MIN_VALUE);
    return origin == Long.MIN_VALUE || placed == Long.MIN_VALUE
        ? Optional.empty()
        : snapshot
            .text("boot")
            .map(boot -> new SavedClock(boot, origin, placed, snapshot.number("believed", 1) == 1));
  }
}
