package io.coldshelf.edge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.ReadingsPayload;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what a journal holds, a line each: as JSON, or as a replay file. A replay file has no row
 * for what was thinned and none for sightings; these are counted instead.
 */
final class HistoryLines implements Consumer<ReadingsPayload> {

  private static final JsonFactory JSON = new JsonFactory();

  /** Which readings are asked for. */
  record Wanted(long fromMillis, long toMillis, Optional<PointId> point) {

    boolean holds(PointId of, long firstMillis, long lastMillis) {
      return lastMillis >= fromMillis
          && firstMillis < toMillis
          && (point.isEmpty() || point.get().equals(of));
    }
  }

  private final Wanted wanted;
  private final boolean csv;
  private final PrintStream out;
  private long leftOut;

  HistoryLines(Wanted wanted, boolean csv, PrintStream out) {
    this.wanted = wanted;
    this.csv = csv;
    this.out = out;
  }

  void header() {
    if (csv) {
      out.println("time,point,value,quality");
    }
  }

  /** How many summaries and sightings have no place in a replay file. */
  long leftOut() {
    return leftOut;
  }

  @Override
  public void accept(ReadingsPayload payload) {
    for (Reading reading : payload.readings()) {
      if (wanted.holds(reading.point(), reading.timeMillis(), reading.timeMillis())) {
        out.println(csv ? row(reading) : line(generator -> reading(generator, reading, payload)));
      }
    }
    for (Summary summary : payload.summaries()) {
      if (wanted.holds(summary.point(), summary.firstMillis(), summary.lastMillis())) {
        other(generator -> summary(generator, summary));
      }
    }
    for (Sighting sighting : payload.sightings()) {
      PointId place = new PointId(sighting.reader(), Integer.toString(sighting.antenna()));
      if (wanted.holds(place, sighting.firstSeenMillis(), sighting.lastSeenMillis())) {
        other(generator -> sighting(generator, sighting));
      }
    }
  }

  private void other(Content content) {
    if (csv) {
      leftOut++;
    } else {
      out.println(line(content));
    }
  }

  private static String row(Reading reading) {
    String value = reading.quality().isBad() ? "" : plain(reading.value());
    return time(reading.timeMillis())
        + ","
        + reading.point()
        + ","
        + value
        + ","
        + reading.quality().code();
  }

  /** As it was measured: 4.2 and not 4.2E0. */
  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /** The fields of one line. */
  private interface Content {
    void into(JsonGenerator generator) throws IOException;
  }

  private static String line(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      content.into(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void reading(JsonGenerator out, Reading reading, ReadingsPayload payload)
      throws IOException {
    out.writeStringField("time", time(reading.timeMillis()));
    out.writeStringField("point", reading.point().toString());
    if (!reading.quality().isBad()) {
      out.writeNumberField("value", reading.value());
    }
    String unit = payload.units().getOrDefault(reading.point(), "");
    if (!unit.isEmpty()) {
      out.writeStringField("unit", unit);
    }
    out.writeStringField("quality", reading.quality().code());
  }

  private static void summary(JsonGenerator out, Summary summary) throws IOException {
    out.writeStringField("time", time(summary.firstMillis()));
    out.writeStringField("until", time(summary.lastMillis()));
    out.writeStringField("point", summary.point().toString());
    out.writeNumberField("min", summary.min());
    out.writeNumberField("mean", summary.mean());
    out.writeNumberField("max", summary.max());
    out.writeNumberField("count", summary.count());
  }

  private static void sighting(JsonGenerator out, Sighting sighting) throws IOException {
    out.writeStringField("time", time(sighting.firstSeenMillis()));
    out.writeStringField("until", time(sighting.lastSeenMillis()));
    out.writeStringField("reader", sighting.reader());
    out.writeNumberField("antenna", sighting.antenna());
    out.writeStringField("epc", sighting.epc().hex());
    out.writeNumberField("count", sighting.count());
    if (sighting.rssiDbm().isPresent()) {
      out.writeNumberField("rssi", sighting.rssiDbm().getAsInt());
    }
  }
}
