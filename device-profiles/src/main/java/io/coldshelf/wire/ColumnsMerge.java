package io.coldshelf.wire;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the rows of all columns into one order: always the earliest of those that come next in their
 * columns; of several at the same time, that of the column that was written first. So each point's
 * readings keep the order in which they were written, whatever their times.
 */
final class ColumnsMerge {

  private final List<Column> columns;
  private int rows;

  ColumnsMerge(int columns) {
    this.columns = new ArrayList<>(columns);
  }

  private static final class Column {
    private final PointId point;
    private final long[] times;
    private final byte[] qualities;
    private final double[] values;
    private final int number;
    private int row;
    private int value;

    Column(PointId point, long[] times, byte[] qualities, double[] values, int number) {
      this.point = point;
      this.times = times;
      this.qualities = qualities;
      this.values = values;
      this.number = number;
    }

    boolean isBefore(Column other) {
      long time = times[row];
      long others = other.times[other.row];
      return time < others || (time == others && number < other.number);
    }

    Reading take() {
      Quality quality = Columns.quality(qualities[row]);
      double of = quality.isBad() ? Double.NaN : values[value++];
      return new Reading(point, times[row++], of, quality);
    }
  }

  void add(PointId point, long[] times, byte[] qualities, double[] values) {
    columns.add(new Column(point, times, qualities, values, columns.size()));
    rows += times.length;
  }

  /** The times of the column that stands so far back, for one of as many rows. */
  long[] times(int distance, int count) {
    int column = columns.size() - distance;
    if (column < 0 || columns.get(column).times.length != count) {
      throw new WireException("columns: times like those of a column that is not there");
    }
    return columns.get(column).times;
  }

  List<Reading> readings() {
    List<Reading> readings = new ArrayList<>(rows);
    Column[] heap = columns.toArray(new Column[0]);
    for (int i = heap.length / 2 - 1; i >= 0; i--) {
      sink(heap, i, heap.length);
    }
    int size = heap.length;
    while (size > 0) {
      Column first = heap[0];
      readings.add(first.take());
      if (first.row == first.times.length) {
        heap[0] = heap[--size];
      }
      sink(heap, 0, size);
    }
    return readings;
  }

  private static void sink(Column[] heap, int from, int size) {
    int at = from;
    Column column = heap[at];
    int child = 2 * at + 1;
    while (child < size) {
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (column.isBefore(heap[child])) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
    }
    heap[at] = column;
  }
}
