package io.coldshelf.wire;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code application/vnd.coldshelf.columns}: each point's readings as one column.
 *
 * <p>Refuses more than {@link Columns#MAX_ITEMS} items, times beyond {@link Columns#MAX_MILLIS},
 * counts beyond {@link Columns#MAX_NUMBER}, and sightings that end before they begin or have no
 * count.
 */
final class ColumnsEncoder implements PayloadEncoder {

  private static final int NO_FORM = -1;

  private final String gateway;
  private final Function<PointId, String> units;

  private final ByteSink head = new ByteSink();
  private final BitSink bits = new BitSink();
  private final Numbering<PointId> points = new Numbering<>();
  private final NameChain names = new NameChain();
  private final TimeColumns timeColumns = new TimeColumns();
  private final ValueColumns valueColumns = new ValueColumns();
  private final SightingSection sightingSection = new SightingSection();
  private final SummarySection summarySection = new SummarySection(valueColumns);

  private int[] columnOf = new int[64];
  private int[] ends = new int[64];
  private @Nullable PointId[] ids = new @Nullable PointId[64];
  private long[] times = new long[64];
  private double[] values = new double[64];
  private double[] present = new double[64];
  private byte[] qualities = new byte[64];

  private int lastRows;
  private int lastForm;

  ColumnsEncoder(String gateway, Function<PointId, String> units) {
    this.gateway = gateway;
    this.units = units;
  }

  @Override
  public Encoded encode(List<Reading> readings, List<Sighting> sightings, List<Summary> summaries) {
    long items = (long) readings.size() + sightings.size() + summaries.size();
    if (items == 0 || items > Columns.MAX_ITEMS) {
      throw new IllegalArgumentException(
          items + " items in a payload; it holds 1 to " + Columns.MAX_ITEMS);
    }
    clear();
    head.octet(Columns.VERSION);
    NameChain.text(gateway, head);
    columns(readings);
    sightingSection.write(sightings, timeColumns.base(), names, head, bits);
    summarySection.write(summaries, timeColumns.base(), units, names, head, bits);
    bits.pad();
    return new Encoded(Block.Encoding.COLUMNS, payload());
  }

  private void clear() {
    head.clear();
    bits.clear();
    points.clear();
    names.clear();
    timeColumns.clear();
    lastRows = 1;
    lastForm = 0;
  }

  private byte[] payload() {
    byte[] payload = new byte[head.size() + bits.size() + Columns.CRC_BYTES];
    int end = bits.copyTo(payload, head.copyTo(payload, 0));
    CRC32C crc = new CRC32C();
    crc.update(payload, 0, end);
    for (int i = 0; i < Columns.CRC_BYTES; i++) {
      payload[end + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
    }
    return payload;
  }

  /** A time that the format can carry. */
  static long checked(long millis) {
    if (millis < -Columns.MAX_MILLIS || millis > Columns.MAX_MILLIS) {
      throw new IllegalArgumentException("the time " + millis + " ms lies beyond the year 9999");
    }
    return millis;
  }

  private void columns(List<Reading> list) {
    int count = list.size();
    reserve(count);
    // Lists are walked twice; an array is walked in half the time.
    Reading[] readings = list.toArray(new Reading[0]);
    number(readings);
    int columns = points.size();
    int sum = 0;
    for (int c = 0; c < columns; c++) {
      int rows = ends[c];
      ends[c] = sum;
      sum += rows;
    }
    gather(readings);
    head.number(columns);
    int from = 0;
    for (int c = 0; c < columns; c++) {
      PointId id = ids[c];
      if (id != null) {
        column(id, from, ends[c]);
      }
      from = ends[c];
      ids[c] = null;
    }
  }

  private void reserve(int count) {
    if (columnOf.length < count) {
      int room = Math.max(count, 2 * columnOf.length);
      columnOf = new int[room];
      ends = new int[room];
      ids = new @Nullable PointId[room];
      times = new long[room];
      values = new double[room];
      present = new double[room];
      qualities = new byte[room];
    }
  }

  /** Finds each reading's column, and counts the columns' rows in {@link #ends}. */
  private void number(Reading[] readings) {
    int i = 0;
    int last = NO_FORM;
    for (Reading reading : readings) {
      PointId point = reading.point();
      // Points come in the same order again and again.
      int next = last + 1 < points.size() ? last + 1 : 0;
      int column = points.is(next, point) ? next : column(point);
      columnOf[i++] = column;
      ends[column]++;
      last = column;
    }
  }

  private int column(PointId point) {
    int before = points.size();
    // The record's own hash would be made of the same two, by a longer way.
    int column = points.of(point, 31 * point.device().hashCode() + point.point().hashCode());
    if (column == before) {
      ids[column] = point;
      ends[column] = 0;
    }
    return column;
  }

  /** Puts the rows of each column together, in their order; {@link #ends} become the columns'. */
  private void gather(Reading[] readings) {
    int i = 0;
    for (Reading reading : readings) {
      int at = ends[columnOf[i++]]++;
      times[at] = checked(reading.timeMillis());
      values[at] = reading.value();
      qualities[at] = (byte) Columns.number(reading.quality());
    }
  }

  private void column(PointId id, int from, int end) {
    int rows = end - from;
    int at = head.size();
    head.octet(0);
    int flags = 0;
    if (rows == lastRows) {
      flags |= Columns.SAME_ROWS;
    } else {
      head.number(rows);
      lastRows = rows;
    }
    flags |= names.name(id.toString(), head);
    flags |= names.unit(units.apply(id), head);
    flags |= timeColumns.write(times, from, rows, head, bits);
    flags |= qualities(from, end);
    flags |= values(from, end);
    head.replace(at, flags);
  }

  /** Writes the stretches that are not good. */
  private int qualities(int from, int end) {
    int runs = 0;
    byte before = 0;
    for (int i = from; i < end; i++) {
      runs += qualities[i] != before && qualities[i] != 0 ? 1 : 0;
      before = qualities[i];
    }
    if (runs == 0) {
      return 0;
    }
    head.number(runs);
    int done = from;
    int i = from;
    while (i < end) {
      byte quality = qualities[i];
      int start = i;
      while (i < end && qualities[i] == quality) {
        i++;
      }
      if (quality != 0) {
        head.number(start - done);
        head.octet(quality);
        head.number(i - start - 1);
        done = i;
      }
    }
    return Columns.QUALITIES;
  }

  private int values(int from, int end) {
    int count = 0;
    for (int i = from; i < end; i++) {
      if (!Double.isNaN(values[i])) {
        present[count++] = values[i];
      }
    }
    if (count == 0) {
      return Columns.SAME_FORM;
    }
    int form = valueColumns.plan(present, count);
    int flags = 0;
    if (form == lastForm) {
      flags = Columns.SAME_FORM;
    } else {
      head.octet(form);
      lastForm = form;
    }
    valueColumns.write(present, count, form, head, bits);
    return flags;
  }
}
