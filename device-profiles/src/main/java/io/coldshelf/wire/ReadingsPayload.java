package io.coldshelf.wire;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.senml.SenmlException;
import io.coldshelf.senml.SenmlReader;
import io.coldshelf.senml.SenmlRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a block of the readings lane holds.
 *
 * @param readings in the order of the block; columns are merged by time, and within each point the
 *     order is that in which they were written
 * @param sightings in the order of the block
 * @param summaries in the order of the block; columns come one after the other
 * @param units each point's unit, where it has one
 */
public record ReadingsPayload(
    List<Reading> readings,
    List<Sighting> sightings,
    List<Summary> summaries,
    Map<PointId, String> units) {

  /** Copies all. */
  public ReadingsPayload {
    readings = List.copyOf(readings);
    sightings = List.copyOf(sightings);
    summaries = List.copyOf(summaries);
    units = Map.copyOf(units);
  }

  /**
   * Reads a block's payload.
   *
   * @param gateway whose block it is
   * @param encoding how it is written
   * @param payload the bytes as sent
   * @return what it holds
   * @throws WireException when it cannot be read, or speaks for another gateway
   */
  public static ReadingsPayload read(String gateway, Block.Encoding encoding, byte[] payload) {
    byte[] plain =
        switch (encoding.transform()) {
          case "identity" -> payload;
          case "deflate" -> Deflate.inflate(payload);
          default ->
              throw new WireException("encoding " + encoding.transform() + " is not known here");
        };
    if (encoding.contentType().equals(Block.Encoding.COLUMNS.contentType())) {
      return ofColumns(gateway, ColumnsDecoder.decode(plain));
    }
    if (encoding.contentType().equals(Block.Encoding.SENML.contentType())) {
      return ofSenml(gateway, plain);
    }
    throw new WireException("content type " + encoding.contentType() + " is not known here");
  }

  private static ReadingsPayload ofColumns(String gateway, ColumnsDecoder.Decoded decoded) {
    if (!decoded.gateway().equals(gateway)) {
      throw new WireException(
          "the payload is that of '" + decoded.gateway() + "' and not of '" + gateway + "'");
    }
    return decoded.payload();
  }

  private static ReadingsPayload ofSenml(String gateway, byte[] cbor) {
    Builder builder = new Builder(gateway + "/");
    try {
      SenmlReader.read(cbor, 0).forEach(builder::add);
    } catch (SenmlException e) {
      throw new WireException(String.valueOf(e.getMessage()), e);
    }
    return builder.build();
  }

  private static final class Builder {
    private final String prefix;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Summary> summaries = new ArrayList<>();
    private final Map<PointId, String> units = new HashMap<>();

    Builder(String prefix) {
      this.prefix = prefix;
    }

    void add(SenmlRecord record) {
      if (!record.name().startsWith(prefix)) {
        throw new WireException("'" + record.name() + "' does not begin with '" + prefix + "'");
      }
      String name = record.name().substring(prefix.length());
      try {
        switch (record.value()) {
          case SenmlRecord.Numeric numeric ->
              reading(
                  name,
                  record,
                  numeric.number().orElseThrow(() -> new WireException(name + ": only a sum")));
          case SenmlRecord.Summarised summarised -> summary(name, record, summarised);
          case SenmlRecord.Truth truth -> reading(name, record, truth.on() ? 1 : 0);
          case SenmlRecord.Text text -> quality(name, record, text.text());
          case SenmlRecord.Data data -> sighting(name, record, data);
        }
      } catch (IllegalArgumentException e) {
        throw new WireException(record.name() + ": " + e.getMessage(), e);
      }
    }

    private void reading(String name, SenmlRecord record, double value) {
      PointId point = PointId.parse(name);
      readings.add(Reading.good(point, record.timeMillis(), value));
      unit(point, record);
    }

    private void summary(String name, SenmlRecord record, SenmlRecord.Summarised of) {
      PointId point = PointId.parse(name);
      summaries.add(
          new Summary(
              point,
              record.timeMillis(),
              of.lastMillis(),
              of.min(),
              of.mean(),
              of.max(),
              of.count()));
      unit(point, record);
    }

    private void unit(PointId point, SenmlRecord record) {
      if (!record.unit().isEmpty()) {
        units.put(point, record.unit());
      }
    }

    private void quality(String name, SenmlRecord record, String code) {
      if (!name.endsWith(SenmlWriter.QUALITY)) {
        throw new WireException(name + ": a text is no reading");
      }
      PointId point =
          PointId.parse(name.substring(0, name.length() - SenmlWriter.QUALITY.length()));
      Quality quality = Quality.ofCode(code).orElse(Quality.BAD);
      if (quality.isBad()) {
        readings.add(Reading.missing(point, record.timeMillis(), quality));
        return;
      }
      if (readings.isEmpty() || !isValueOf(readings.getLast(), point, record.timeMillis())) {
        throw new WireException(name + ": no value stands before its quality");
      }
      Reading value = readings.removeLast();
      readings.add(new Reading(point, value.timeMillis(), value.value(), quality));
    }

    private static boolean isValueOf(Reading reading, PointId point, long timeMillis) {
      return reading.point().equals(point) && reading.timeMillis() == timeMillis;
    }

    private void sighting(String name, SenmlRecord record, SenmlRecord.Data data) {
      PointId place = PointId.parse(name);
      SenmlRecord.SightingFields fields =
          record.sighting().orElseThrow(() -> new WireException(name + ": data without a count"));
      int antenna = Integer.parseInt(place.point());
      if (antenna < 1) {
        throw new WireException(name + ": antennas are counted from 1");
      }
      sightings.add(
          new Sighting(
              place.device(),
              antenna,
              data.data(),
              record.timeMillis(),
              fields.lastMillis(),
              fields.count(),
              fields.rssiDbm()));
    }

    ReadingsPayload build() {
      return new ReadingsPayload(readings, sightings, summaries, units);
    }
  }
}
