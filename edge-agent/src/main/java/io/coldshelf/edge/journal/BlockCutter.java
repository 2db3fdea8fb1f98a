package io.coldshelf.edge.journal;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.PayloadEncoder;
import io.coldshelf.wire.PayloadEncoder.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a commit into payloads, before the transaction begins: encoding holds no lock. */
final class BlockCutter {

  /**
   * The most readings and sightings in one block. At some 40 bytes each in the largest form it
   * stays well below the 256 KB that the strictest brokers allow a message.
   */
  static final int MAX_ITEMS = 2_000;

  /** A block that has no place in the chain yet, and how many readings and sightings it adds. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Draft(
      Lane lane,
      Block.Span span,
      Block.Encoding encoding,
      byte[] payload,
      int readings,
      int sightings) {}

  private final PayloadEncoder encoder;

  BlockCutter(PayloadEncoder encoder) {
    this.encoder = encoder;
  }

  static Draft event(CloudEvent event, Commit commit) {
    return event(event, new Block.Span(time(event), time(event), 1, commit.clock()));
  }

  static Draft event(CloudEvent event, Block.Span span) {
    return new Draft(Lane.EVENTS, span, Block.Encoding.EVENT, event.toJson(), 0, 0);
  }

  static long time(CloudEvent event) {
    return event.event().timeMillis();
  }

  void cut(OpenBlock block, List<Draft> into) {
    List<Reading> readings = block.readings();
    List<Sighting> sightings = block.sightings();
    if (!block.isEmpty() && block.count() <= MAX_ITEMS) {
      into.add(draft(readings, sightings, List.of(), block.clock()));
      return;
    }
    while (!readings.isEmpty() || !sightings.isEmpty()) {
      int r = Math.min(MAX_ITEMS, readings.size());
      int s = Math.min(MAX_ITEMS - r, sightings.size());
      into.add(draft(readings.subList(0, r), sightings.subList(0, s), List.of(), block.clock()));
      readings = readings.subList(r, readings.size());
      sightings = sightings.subList(s, sightings.size());
    }
  }

  /** What is left of thinned blocks: it was counted when it came. */
  List<Draft> cutThinned(List<Summary> summaries, List<Sighting> sightings, Block.Span covers) {
    List<Draft> drafts = new ArrayList<>();
    List<Summary> summariesLeft = summaries;
    List<Sighting> sightingsLeft = sightings;
    while (!summariesLeft.isEmpty() || !sightingsLeft.isEmpty()) {
      int n = Math.min(MAX_ITEMS, summariesLeft.size());
      int s = Math.min(MAX_ITEMS - n, sightingsLeft.size());
      Draft full =
          draft(
              List.of(), sightingsLeft.subList(0, s), summariesLeft.subList(0, n), covers.clock());
      drafts.add(new Draft(full.lane(), full.span(), full.encoding(), full.payload(), 0, 0));
      summariesLeft = summariesLeft.subList(n, summariesLeft.size());
      sightingsLeft = sightingsLeft.subList(s, sightingsLeft.size());
    }
    return drafts;
  }

  private Draft draft(
      List<Reading> readings,
      List<Sighting> sightings,
      List<Summary> summaries,
      Optional<ClockState> clock) {
    Encoded encoded = encoder.encode(readings, sightings, summaries);
    return new Draft(
        Lane.READINGS,
        Spans.of(readings, sightings, summaries, clock),
        encoded.encoding(),
        encoded.payload(),
        readings.size(),
        sightings.size());
  }
}
