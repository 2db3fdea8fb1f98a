package io.coldshelf.wire;

import io.coldshelf.model.Epc;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * Reads {@code application/vnd.coldshelf.columns}, and is the reference for it: what this refuses
 * is no such payload. It checks the sum first, then every length against what is left before it
 * takes memory for it, so that a payload of a few bytes costs a few megabytes at most.
 */
final class ColumnsDecoder {

  /** No grid runs farther than this, in ms; sums stay exact in JavaScript too. */
  private static final long MAX_GRID = 1L << 52;

  private final ColumnsSource.Head head;
  private final ColumnsNames names;
  private int items;

  // What the next column may be written against.
  private int rows = 1;
  private int form;
  private long base;
  private long period;

  private ColumnsDecoder(ColumnsSource.Head head) {
    this.head = head;
    names = new ColumnsNames(head);
  }

  /**
   * What a payload holds.
   *
   * @param gateway whose it is
   * @param payload the rest
   */
  record Decoded(String gateway, ReadingsPayload payload) {}

  /** How a column's times are written: the form, and its start, period or distance. */
  private record Times(int form, long base, long period, int distance) {}

  /** How values are written: the form, those beside the others, and the first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(int form, int[] places, double[] strangers, long first, int count) {}

  /** What the head says of a point's column. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Column(PointId point, byte[] qualities, Times times, Values values) {}

  /** What the head says of a point's summaries. */
  private record Summaries(
      PointId point, int rows, Times times, long lasting, long count, List<Values> values) {}

  /** What the head says of the sightings. */
  private record Sightings(int rows, List<PointId> places, List<Epc> tags, long firstMillis) {}

  /**
   * Reads a payload.
   *
   * @throws WireException when it is damaged, of another version, or not what the format allows
   */
  static Decoded decode(byte[] payload) {
    int end = payload.length - Columns.CRC_BYTES;
    if (end < 1) {
      throw new WireException("columns of " + payload.length + " bytes: too short");
    }
    if (payload[0] != Columns.VERSION) {
      throw new WireException(
          "columns of version " + payload[0] + ": this reader knows " + Columns.VERSION);
    }
    CRC32C crc = new CRC32C();
    crc.update(payload, 0, end);
    for (int i = 0; i < Columns.CRC_BYTES; i++) {
      if (payload[end + i] != (byte) (crc.getValue() >>> (24 - 8 * i))) {
        throw new WireException("columns are damaged: the CRC-32C does not match");
      }
    }
    try {
      return new ColumnsDecoder(new ColumnsSource.Head(payload, 1, end)).decode(payload, end);
    } catch (IllegalArgumentException e) {
      throw new WireException("columns: " + e.getMessage(), e); // names and numbers that cannot be
    }
  }

  private Decoded decode(byte[] payload, int end) {
    String gateway = head.text(head.length("a text", 1));
    List<Column> columns = new ArrayList<>();
    for (int n = head.length("columns", 1); n > 0; n--) {
      columns.add(column());
    }
    Sightings sightings = sightings();
    List<Summaries> summaries = new ArrayList<>();
    for (int n = head.length("columns of summaries", 1); n > 0; n--) {
      summaries.add(summaries());
    }
    ColumnsSource.Bits bits = new ColumnsSource.Bits(payload, head.at(), end);
    ColumnsMerge merge = new ColumnsMerge(columns.size());
    for (Column column : columns) {
      long[] times = times(column.times, column.qualities.length, merge, bits);
      merge.add(column.point, times, column.qualities, values(column.values, bits));
    }
    List<Sighting> seen = sightings.rows == 0 ? List.of() : sightings(sightings, bits);
    List<Summary> summed = new ArrayList<>();
    for (Summaries column : summaries) {
      summaries(column, bits, summed);
    }
    bits.end();
    return new Decoded(gateway, new ReadingsPayload(merge.readings(), seen, summed, names.units()));
  }

  private Column column() {
    int flags = head.octet();
    if ((flags & Columns.SAME_ROWS) == 0) {
      rows = rows();
    } else {
      count(rows);
    }
    PointId point = names.point((flags & Columns.SAME_CUTS) != 0);
    names.unit((flags & Columns.SAME_UNIT) != 0, point);
    Times times = times(flags);
    byte[] qualities = new byte[rows];
    int count = rows;
    if ((flags & Columns.QUALITIES) != 0) {
      count -= qualities(qualities);
    }
    if ((flags & Columns.SAME_FORM) == 0) {
      form = head.octet();
    }
    return new Column(point, qualities, times, values(form, count));
  }

  /** A number of rows, checked against the bound before anything is made for them. */
  private int rows() {
    return count(head.number(Columns.MAX_ITEMS));
  }

  private int count(long more) {
    items += (int) more;
    if (more < 1 || items > Columns.MAX_ITEMS) {
      throw new WireException("columns: no rows, or more than " + Columns.MAX_ITEMS);
    }
    return (int) more;
  }

  private Times times(int flags) {
    int way = flags & Columns.TIMES;
    if (way == Columns.SAME_TIMES) {
      return new Times(way, 0, 0, 1);
    }
    if (way == Columns.NEAR_TIMES) {
      int distance = (int) head.number(Columns.MAX_ITEMS) + 1;
      return new Times(way, head.signed(), 0, distance);
    }
    base = head.within(base + head.signed(), -MAX_GRID, MAX_GRID);
    if (rows > 1 && (flags & Columns.SAME_PERIOD) == 0) {
      period = head.signed();
    }
    return new Times(way, base, period, 0);
  }

  /** Fills in the stretches that are not good; returns how many rows have no value. */
  private int qualities(byte[] qualities) {
    int done = 0;
    int bad = 0;
    for (int runs = head.length("stretches", 3); runs > 0; runs--) {
      int start = done + (int) head.number(qualities.length - 1L - done);
      int number = (int) head.within(head.octet(), 1, Columns.qualities() - 1L);
      done = start + 1 + (int) head.number(qualities.length - 1L - start);
      Arrays.fill(qualities, start, done, (byte) number);
      bad += Columns.quality(number).isBad() ? done - start : 0;
    }
    return bad;
  }

  private Values values(int form, int count) {
    int scale = form & Columns.SCALE;
    boolean strange = (form & Columns.STRANGERS) != 0;
    if (scale > Columns.MAX_SCALE || ((form & Columns.RAW) != 0 && form != Columns.RAW)) {
      throw new WireException("columns: values in the unknown form " + form);
    }
    int strangers = strange && count > 0 ? head.length("values", 9) : 0;
    head.within(strangers, 0, count);
    int[] places = new int[strangers];
    double[] others = new double[strangers];
    int next = 0;
    for (int i = 0; i < strangers; i++) {
      places[i] = next + (int) head.number(count - 1L - next);
      others[i] = head.real();
      next = places[i] + 1;
    }
    long first = 0;
    if (form == Columns.RAW && count > 0) {
      first = Double.doubleToRawLongBits(head.real());
    } else if (count > strangers) {
      first = head.within(head.signed(), -Columns.MAX_SCALED, Columns.MAX_SCALED);
    }
    return new Values(form, places, others, first, count);
  }

  private Sightings sightings() {
    int count = (int) head.number(Columns.MAX_ITEMS);
    if (count == 0) {
      return new Sightings(0, List.of(), List.of(), 0);
    }
    count(count);
    List<PointId> places = new ArrayList<>();
    for (int n = head.length("places", 4); n > 0; n--) {
      places.add(names.point(false));
    }
    List<Epc> tags = new ArrayList<>();
    byte[] last = {};
    int bits = Columns.USUAL_TAG_BITS;
    for (int n = head.length("tags", 1); n > 0; n--) {
      int first = head.octet();
      int shared = first & Columns.MAX_SHARED;
      bits = (first & Columns.OTHER_LENGTH) == 0 ? bits : (int) head.number(Epc.MAX_BITS);
      int length = (bits + 7) / 8;
      head.within(shared, 0, Math.min(last.length, length));
      byte[] tag = new byte[shared + head.room(length - shared)];
      System.arraycopy(last, 0, tag, 0, shared);
      head.octets(tag, shared, length - shared);
      tags.add(Epc.of(tag, bits));
      last = tag;
    }
    return new Sightings(count, places, tags, base + head.signed());
  }

  private Summaries summaries() {
    PointId point = names.point(false);
    names.unit(false, point);
    int count = rows();
    Times times = new Times(Columns.STEPS, base + head.signed(), head.signed(), 0);
    long lasting = head.number(2 * Columns.MAX_MILLIS);
    long counted = head.number(Columns.MAX_COUNT);
    List<Values> values = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      values.add(values(head.octet(), count));
    }
    return new Summaries(point, count, times, lasting, counted, values);
  }

  private static long[] times(Times how, int rows, ColumnsMerge merge, ColumnsSource.Bits bits) {
    if (how.distance > 0) {
      long[] like = merge.times(how.distance, rows);
      return how.form == Columns.SAME_TIMES ? like : near(like, how.base, bits);
    }
    if (how.form == Columns.GRID) {
      long[] off = bits.sequence(rows);
      long expected = how.base;
      for (int i = 0; i < rows; i++) {
        off[i] = bits.millis(bits.within(expected, MAX_GRID) + Columns.unzigzag(off[i]));
        expected += how.period;
      }
      return off;
    }
    long[] steps = bits.sequence(rows - 1);
    long[] times = new long[rows];
    times[0] = bits.millis(how.base);
    for (int i = 1; i < rows; i++) {
      times[i] = bits.millis(times[i - 1] + how.period + Columns.unzigzag(steps[i - 1]));
    }
    return times;
  }

  private static long[] near(long[] like, long offset, ColumnsSource.Bits bits) {
    long[] off = bits.sequence(like.length);
    for (int i = 0; i < off.length; i++) {
      off[i] = bits.millis(like[i] + offset + Columns.unzigzag(off[i]));
    }
    return off;
  }

  private static double[] values(Values how, ColumnsSource.Bits bits) {
    if (how.form == Columns.RAW) {
      return bits.reals(how.first, how.count);
    }
    double[] values = new double[how.count];
    double power = Columns.power(how.form & Columns.SCALE);
    int strangers = how.places.length;
    long[] differences = bits.sequence(how.count - strangers - 1);
    long scaled = how.first;
    int stranger = 0;
    int fitting = 0;
    for (int i = 0; i < how.count; i++) {
      if (stranger < strangers && how.places[stranger] == i) {
        values[i] = how.strangers[stranger++];
        continue;
      }
      if (fitting > 0) {
        scaled += Columns.unzigzag(differences[fitting - 1]);
        bits.within(scaled, Columns.MAX_SCALED);
      }
      fitting++;
      values[i] = scaled / power;
    }
    return values;
  }

  private static List<Sighting> sightings(Sightings how, ColumnsSource.Bits bits) {
    int rows = how.rows;
    long[] place = bits.sequence(rows);
    long[] tag = bits.sequence(rows);
    long[] first = bits.sequence(rows - 1);
    long[] lasting = bits.sequence(rows);
    long[] count = bits.sequence(rows);
    long[] absent = bits.sequence(rows);
    int present = 0;
    for (long one : absent) {
      present += one == 0 ? 1 : 0;
    }
    long[] strength = bits.sequence(present);
    OptionalInt[] known = new OptionalInt[how.tags.size()];
    Arrays.fill(known, OptionalInt.empty());
    List<Sighting> sightings = new ArrayList<>(rows);
    long where = 0;
    long which = -1;
    long time = how.firstMillis;
    int last = 0;
    int next = 0;
    for (int i = 0; i < rows; i++) {
      where = bits.index(where + Columns.unzigzag(place[i]), how.places.size());
      which = bits.index(which + 1 + Columns.unzigzag(tag[i]), how.tags.size());
      time = bits.millis(i == 0 ? time : time + Columns.unzigzag(first[i - 1]));
      OptionalInt rssi = OptionalInt.empty();
      if (bits.index(absent[i], 2) == 0) {
        long before = known[(int) which].orElse(last);
        last = (int) bits.within(before + Columns.unzigzag(strength[next++]), Integer.MAX_VALUE);
        rssi = OptionalInt.of(last);
        known[(int) which] = rssi;
      }
      PointId at = how.places.get((int) where);
      sightings.add(
          new Sighting(
              at.device(),
              antenna(at),
              how.tags.get((int) which),
              time,
              bits.millis(time + lasting[i]),
              bits.within(count[i], Columns.MAX_COUNT - 1) + 1,
              rssi));
    }
    return sightings;
  }

  private static int antenna(PointId place) {
    try {
      int antenna = Integer.parseInt(place.point());
      if (antenna >= 1 && place.point().equals(Integer.toString(antenna))) {
        return antenna;
      }
    } catch (NumberFormatException e) {
      throw new WireException("columns: " + place + " is no antenna", e);
    }
    throw new WireException("columns: " + place + " is no antenna");
  }

  private static void summaries(Summaries how, ColumnsSource.Bits bits, List<Summary> into) {
    int rows = how.rows;
    long[] steps = bits.sequence(rows - 1);
    long[] lastings = bits.sequence(rows - 1);
    long[] counts = bits.sequence(rows - 1);
    double[] min = values(how.values.get(0), bits);
    double[] mean = values(how.values.get(1), bits);
    double[] max = values(how.values.get(2), bits);
    long first = how.times.base;
    long lasting = how.lasting;
    long count = how.count;
    for (int i = 0; i < rows; i++) {
      if (i > 0) {
        first += how.times.period + Columns.unzigzag(steps[i - 1]);
        lasting += Columns.unzigzag(lastings[i - 1]);
        count = bits.within(count + Columns.unzigzag(counts[i - 1]), Columns.MAX_COUNT);
      }
      into.add(
          new Summary(
              how.point,
              bits.millis(first),
              bits.millis(first + lasting),
              min[i],
              mean[i],
              max[i],
              count));
    }
  }
}
