package io.coldshelf.edge.journal;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.ReadingsPayload;
import java.util.List;
import java.util.Optional;

/** What a payload of the readings lane covers. */
final class Spans {

  private Spans() {}

  static Block.Span of(ReadingsPayload payload, Optional<ClockState> clock) {
    return of(payload.readings(), payload.sightings(), payload.summaries(), clock);
  }

  static Block.Span of(
      List<Reading> readings,
      List<Sighting> sightings,
      List<Summary> summaries,
      Optional<ClockState> clock) {
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
    for (Summary summary : summaries) {
      first = Math.min(first, summary.firstMillis());
      last = Math.max(last, summary.lastMillis());
    }
    return new Block.Span(
        first, last, readings.size() + sightings.size() + summaries.size(), clock);
  }
}
