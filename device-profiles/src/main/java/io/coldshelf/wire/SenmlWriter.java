package io.coldshelf.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.senml.SenmlLabels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/**
 * Writes readings and sightings as one SenML pack in CBOR (RFC 8428, 6).
 *
 * <ul>
 *   <li>Names are {@code gateway/device/point}; times are relative to the pack's base time, in
 *       seconds.
 *   <li>A reading that is not good is followed by a record {@code gateway/device/point/quality}
 *       whose text is the quality's code; a bad reading is that record alone, since it has no
 *       value.
 *   <li>A sighting is a record {@code gateway/reader/antenna} whose data value is the EPC and whose
 *       time is that of the first report, with our labels {@code last} (seconds after the first),
 *       {@code count}, {@code rssi} (dBm) and, where the length is no multiple of eight, {@code
 *       bits}. Receivers that do not know these pass over them (RFC 8428, 4.4).
 *   <li>A summary is a record {@code gateway/device/point} whose value is the mean and whose time
 *       is the first, with our labels {@code last} (seconds after the first), {@code count}, {@code
 *       min} and {@code max}.
 * </ul>
 */
public final class SenmlWriter {

  static final int BASE_NAME = -2;
  static final int BASE_TIME = -3;
  static final int NAME = 0;
  static final int UNIT = 1;
  static final int VALUE = 2;
  static final int TEXT = 3;
  static final int TRUTH = 4;
  static final int SUM = 5;
  static final int TIME = 6;
  static final int DATA = 8;
  static final String QUALITY = "/quality";
  static final double MILLIS = 1000.0;

  private static final CBORFactory CBOR =
      CBORFactory.builder().enable(CBORGenerator.Feature.WRITE_MINIMAL_DOUBLES).build();

  private final String gateway;
  private final Function<PointId, String> units;

  /**
   * A writer for one gateway.
   *
   * @param gateway the gateway's id
   * @param units each point's unit from the SenML registry; empty for none
   */
  public SenmlWriter(String gateway, Function<PointId, String> units) {
    this.gateway = gateway;
    this.units = units;
  }

  /**
   * Writes one pack.
   *
   * @param readings in any order, at least one of these or of the sightings
   * @param sightings in any order
   * @return the CBOR bytes
   */
  public byte[] write(List<Reading> readings, List<Sighting> sightings) {
    return write(readings, sightings, List.of());
  }

  /**
   * Writes one pack.
   *
   * @param readings in any order, at least one of these or of the others
   * @param sightings in any order
   * @param summaries in any order
   * @return the CBOR bytes
   */
  public byte[] write(List<Reading> readings, List<Sighting> sightings, List<Summary> summaries) {
    long base = baseMillis(readings, sightings, summaries);
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(
            32 * (readings.size() + 2 * sightings.size() + 2 * summaries.size()) + 32);
    try (CBORGenerator out = CBOR.createGenerator(bytes)) {
      Pack pack = new Pack(out, base);
      out.writeStartArray(null, records(readings) + sightings.size() + summaries.size());
      for (Reading reading : readings) {
        pack.reading(reading);
      }
      for (Sighting sighting : sightings) {
        pack.sighting(sighting);
      }
      for (Summary summary : summaries) {
        pack.summary(summary);
      }
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static int records(List<Reading> readings) {
    int records = 0;
    for (Reading reading : readings) {
      records += reading.quality().isGood() || reading.quality().isBad() ? 1 : 2;
    }
    return records;
  }

  private static long baseMillis(
      List<Reading> readings, List<Sighting> sightings, List<Summary> summaries) {
    long base = Long.MAX_VALUE;
    for (Reading reading : readings) {
      base = Math.min(base, reading.timeMillis());
    }
    for (Sighting sighting : sightings) {
      base = Math.min(base, sighting.firstSeenMillis());
    }
    for (Summary summary : summaries) {
      base = Math.min(base, summary.firstMillis());
    }
    if (base == Long.MAX_VALUE) {
      throw new IllegalArgumentException("an empty pack");
    }
    // A whole second: small numbers for all the times that follow.
    return Math.floorDiv(base, 1000L) * 1000L;
  }

  private final class Pack {
    private final CBORGenerator out;
    private final long baseMillis;
    private boolean first = true;

    Pack(CBORGenerator out, long baseMillis) {
      this.out = out;
      this.baseMillis = baseMillis;
    }

    void reading(Reading reading) throws IOException {
      if (!reading.quality().isBad()) {
        value(reading.point(), reading.value(), reading.timeMillis(), 0);
        out.writeEndObject();
      }
      if (!reading.quality().isGood()) {
        start(3, 0);
        text(NAME, reading.point() + QUALITY);
        text(TEXT, reading.quality().code());
        time(reading.timeMillis());
        out.writeEndObject();
      }
    }

    void sighting(Sighting sighting) throws IOException {
      boolean odd = sighting.epc().bits() % 8 != 0;
      start(5, (odd ? 1 : 0) + (sighting.rssiDbm().isPresent() ? 1 : 0));
      text(NAME, sighting.reader() + "/" + sighting.antenna());
      time(sighting.firstSeenMillis());
      label(DATA);
      out.writeBinary(sighting.epc().bytes());
      out.writeFieldName(SenmlLabels.LAST);
      number(out, (sighting.lastSeenMillis() - sighting.firstSeenMillis()) / MILLIS);
      out.writeFieldName(SenmlLabels.COUNT);
      out.writeNumber(sighting.count());
      if (odd) {
        out.writeFieldName(SenmlLabels.BITS);
        out.writeNumber(sighting.epc().bits());
      }
      if (sighting.rssiDbm().isPresent()) {
        out.writeFieldName(SenmlLabels.RSSI);
        out.writeNumber(sighting.rssiDbm().getAsInt());
      }
      out.writeEndObject();
    }

    void summary(Summary summary) throws IOException {
      value(summary.point(), summary.mean(), summary.firstMillis(), 4);
      out.writeFieldName(SenmlLabels.LAST);
      number(out, (summary.lastMillis() - summary.firstMillis()) / MILLIS);
      out.writeFieldName(SenmlLabels.COUNT);
      out.writeNumber(summary.count());
      out.writeFieldName(SenmlLabels.MIN);
      number(out, summary.min());
      out.writeFieldName(SenmlLabels.MAX);
      number(out, summary.max());
      out.writeEndObject();
    }

    private void value(PointId point, double value, long timeMillis, int more) throws IOException {
      String unit = units.apply(point);
      start(3, (unit.isEmpty() ? 0 : 1) + more);
      text(NAME, point.toString());
      if (!unit.isEmpty()) {
        text(UNIT, unit);
      }
      label(VALUE);
      number(out, value);
      time(timeMillis);
    }

    /** The first record also carries what holds for all that follow. */
    private void start(int fields, int more) throws IOException {
      out.writeStartObject(null, fields + more + (first ? 2 : 0));
      if (first) {
        first = false;
        text(BASE_NAME, gateway + "/");
        label(BASE_TIME);
        number(out, baseMillis / MILLIS);
      }
    }

    private void time(long millis) throws IOException {
      label(TIME);
      number(out, (millis - baseMillis) / MILLIS);
    }

    private void text(int label, String text) throws IOException {
      label(label);
      out.writeString(text);
    }

    private void label(int label) throws IOException {
      out.writeFieldId(label);
    }
  }

  private static void number(JsonGenerator out, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      out.writeNumber((long) value);
    } else {
      out.writeNumber(value);
    }
  }
}
