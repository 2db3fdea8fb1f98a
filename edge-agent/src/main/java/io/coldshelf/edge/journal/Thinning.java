package io.coldshelf.edge.journal;

import io.coldshelf.model.Epc;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.ReadingsPayload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes little out of much: of each point and stretch of time the least, the mean and the greatest
 * value and how many there were; of each tag before an antenna when it was first and last seen, how
 * often, and how strong at best. What was thinned already is thinned again over longer stretches.
 * Bad readings have no value, and leave nothing behind but their absence from the count.
 */
final class Thinning {

  /**
   * The stretches, each one step coarser: 5 minutes is what EN 12830 asks of a recorder on trips
   * under a day, an hour beyond a week. After the last one nothing is gained any more.
   */
  private static final long[] STRETCHES_MILLIS = {300_000L, 3_600_000L, 21_600_000L, 86_400_000L};

  /** What is left. */
  record Left(
      List<Summary> summaries,
      List<Sighting> sightings,
      long firstMillis,
      long lastMillis,
      long stretchMillis) {

    long count() {
      return (long) summaries.size() + sightings.size();
    }
  }

  private record Cell(PointId point, long stretch) {}

  private record Place(String reader, int antenna, Epc epc, long stretch) {}

  private static final class Sum {
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private long count;

    void add(Summary one) {
      firstMillis = Math.min(firstMillis, one.firstMillis());
      lastMillis = Math.max(lastMillis, one.lastMillis());
      min = Math.min(min, one.min());
      max = Math.max(max, one.max());
      count += one.count();
      mean += (one.mean() - mean) * ((double) one.count() / count);
    }

    Summary of(PointId point) {
      // Rounding must not carry the mean past what was measured.
      return new Summary(
          point, firstMillis, lastMillis, min, Math.clamp(mean, min, max), max, count);
    }
  }

  private final List<Summary> summaries = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;
  private long longestMillis;

  void add(ReadingsPayload payload) {
    for (Reading reading : payload.readings()) {
      note(reading.timeMillis(), reading.timeMillis());
      if (!reading.quality().isBad()) {
        double value = reading.value();
        summaries.add(
            new Summary(
                reading.point(),
                reading.timeMillis(),
                reading.timeMillis(),
                value,
                value,
                value,
                1));
      }
    }
    for (Summary summary : payload.summaries()) {
      note(summary.firstMillis(), summary.lastMillis());
      longestMillis = Math.max(longestMillis, summary.lastMillis() - summary.firstMillis());
      summaries.add(summary);
    }
    for (Sighting sighting : payload.sightings()) {
      note(sighting.firstSeenMillis(), sighting.lastSeenMillis());
      sightings.add(sighting);
    }
  }

  private void note(long first, long last) {
    firstMillis = Math.min(firstMillis, first);
    lastMillis = Math.max(lastMillis, last);
  }

  Left left() {
    long stretch = stretch();
    Map<Cell, Sum> sums = new LinkedHashMap<>();
    for (Summary summary : summaries) {
      Cell cell = new Cell(summary.point(), Math.floorDiv(summary.firstMillis(), stretch));
      sums.computeIfAbsent(cell, _ -> new Sum()).add(summary);
    }
    Map<Place, Sighting> seen = new LinkedHashMap<>();
    for (Sighting sighting : sightings) {
      Place place =
          new Place(
              sighting.reader(),
              sighting.antenna(),
              sighting.epc(),
              Math.floorDiv(sighting.firstSeenMillis(), stretch));
      seen.merge(place, sighting, Thinning::joined);
    }
    List<Summary> left = new ArrayList<>(sums.size());
    sums.forEach((cell, sum) -> left.add(sum.of(cell.point())));
    return new Left(left, List.copyOf(seen.values()), firstMillis, lastMillis, stretch);
  }

  /** The first one that is coarser than what comes in. */
  private long stretch() {
    for (long stretch : STRETCHES_MILLIS) {
      if (longestMillis < stretch / 2) {
        return stretch;
      }
    }
    return STRETCHES_MILLIS[STRETCHES_MILLIS.length - 1];
  }

  private static Sighting joined(Sighting a, Sighting b) {
    return new Sighting(
        a.reader(),
        a.antenna(),
        a.epc(),
        Math.min(a.firstSeenMillis(), b.firstSeenMillis()),
        Math.max(a.lastSeenMillis(), b.lastSeenMillis()),
        a.count() + b.count(),
        strongest(a.rssiDbm(), b.rssiDbm()));
  }

  private static OptionalInt strongest(OptionalInt a, OptionalInt b) {
    return a.isPresent() && b.isPresent()
        ? OptionalInt.of(Math.max(a.getAsInt(), b.getAsInt()))
        : a.isPresent() ? a : b;
  }
}
