package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.TagReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Joins a reader's reports into sightings, one for each tag and antenna and while, so that what
 * leaves the gateway does not grow with the reader's eagerness.
 */
public final class SightingWindow implements Detector {

  /** How long a while is. */
  static final long WINDOW_MILLIS = 30_000;

  /** Tags at one reader in one while; past that the while ends early. */
  static final int MAX_TAGS = 4096;

  private final String reader;
  private final Map<Place, Seen> seen = new LinkedHashMap<>();
  private long endsAtMillis = NEVER;

  private record Place(int antenna, Epc epc) {}

  /** Grows with every report. */
  private static final class Seen {
    private long firstMillis;
    private long lastMillis;
    private long count;
    private OptionalInt rssi = OptionalInt.empty();

    Seen(long firstMillis) {
      this.firstMillis = firstMillis;
      this.lastMillis = firstMillis;
    }

    void shift(long deltaMillis) {
      firstMillis += deltaMillis;
      lastMillis += deltaMillis;
    }

    void add(TagReport report) {
      lastMillis = Math.max(lastMillis, report.timeMillis());
      count += report.count();
      if (report.rssiDbm().isPresent()
          && (rssi.isEmpty() || rssi.getAsInt() < report.rssiDbm().getAsInt())) {
        rssi = report.rssiDbm();
      }
    }
  }

  /**
   * For one reader.
   *
   * @param reader its name
   */
  public SightingWindow(String reader) {
    this.reader = reader;
  }

  @Override
  public String key() {
    return "sightings/" + reader;
  }

  @Override
  public void accept(Observation observation, Findings out) {
    if (!(observation instanceof TagReport report)) {
      return;
    }
    if (seen.isEmpty()) {
      endsAtMillis = report.timeMillis() + WINDOW_MILLIS;
    }
    seen.computeIfAbsent(
            new Place(report.antenna(), report.epc()), _ -> new Seen(report.firstSeenMillis()))
        .add(report);
    if (seen.size() >= MAX_TAGS) {
      flush(out);
    }
  }

  @Override
  public long deadline() {
    return endsAtMillis;
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    flush(out);
  }

  @Override
  public void finish(Findings out) {
    flush(out);
  }

  private void flush(Findings out) {
    seen.forEach((place, tag) ->
        out.sighting(
            new Sighting(
                reader,
                place.antenna(),
                place.epc(),
                tag.firstMillis,
                tag.lastMillis,
                tag.count,
                tag.rssi)));
    seen.clear();
    endsAtMillis = NEVER;
  }

  @Override
  public void shift(long deltaMillis) {
    seen.values().forEach(tag -> tag.shift(deltaMillis));
    if (endsAtMillis != NEVER) {
      endsAtMillis += deltaMillis;
    }
  }

  @Override
  public void save(Snapshot into) {
    // A while that is cut short by a crash is lost with the reports in it; they were never
    // acknowledged.
  }

  @Override
  public void restore(Snapshot from) {
    // Nothing is remembered.
  }
}
