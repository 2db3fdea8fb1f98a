package io.coldshelf.edge.journal;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadEncoder;
import java.util.ArrayList;
import java.util.List;

/** Turns a commit into payloads, before the transaction begins: encoding holds no lock. */
final class BlockCutter {

  /**
   * The most readings and sightings in one block. At some 40 bytes each it stays well below the 256
   * KB that the strictest brokers allow a message, deflated or not.
   */
  static final int MAX_ITEMS = 2_000;

  /** A block that has no place in the chain yet. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Draft(Lane lane, Block.Span span, Block.Encoding encoding, byte[] payload) {}

  private final PayloadEncoder encoder;

  BlockCutter(PayloadEncoder encoder) {
    this.encoder = encoder;
  }

  List<Draft> cut(Commit commit) {
    List<Draft> drafts = new ArrayList<>(commit.events().size() + 1);
    for (CloudEvent event : commit.events()) {
      long time = event.event().timeMillis();
      drafts.add(
          new Draft(
              Lane.EVENTS, new Block.Span(time, time, 1), Block.Encoding.EVENT, event.toJson()));
    }
    List<Reading> readings = commit.readings();
    List<Sighting> sightings = commit.sightings();
    while (!readings.isEmpty() || !sightings.isEmpty()) {
      int r = Math.min(MAX_ITEMS, readings.size());
      int s = Math.min(MAX_ITEMS - r, sightings.size());
      drafts.add(draft(readings.subList(0, r), sightings.subList(0, s)));
      readings = readings.subList(r, readings.size());
      sightings = sightings.subList(s, sightings.size());
    }
    return drafts;
  }

  private Draft draft(List<Reading> readings, List<Sighting> sightings) {
    PayloadEncoder.Encoded encoded = encoder.encode(readings, sightings, List.of());
    return new Draft(
        Lane.READINGS, span(readings, sightings), encoded.encoding(), encoded.payload());
  }

  private static Block.Span span(List<Reading> readings, List<Sighting> sightings) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Reading reading : readings) {
      first = Math.min(first, reading.timeMillis());
      last = Math.max(last, reading.timeMillis());
    }
    for (Sighting sighting : sightings) {
      first = Math.min(first, sighting.firstSeenMillis());
      last = Math.max(last, sighting.lastSeenMillis());
    }
    return new Block.Span(first, last, readings.size() + sightings.size());
  }
}
