package io.coldshelf.wire;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Writes summaries, one column a point. They are few and made once, so this may take its time. */
final class SummarySection {

  private final Sequence sequence = new Sequence();
  private final ValueColumns valueColumns;

  SummarySection(ValueColumns valueColumns) {
    this.valueColumns = valueColumns;
  }

  void write(
      List<Summary> summaries,
      long baseMillis,
      Function<PointId, String> units,
      NameChain names,
      ByteSink head,
      BitSink bits) {
    Map<PointId, List<Summary>> columns = new LinkedHashMap<>();
    for (Summary summary : summaries) {
      columns.computeIfAbsent(summary.point(), _ -> new ArrayList<>()).add(summary);
    }
    head.number(columns.size());
    for (Map.Entry<PointId, List<Summary>> column : columns.entrySet()) {
      List<Summary> rows = column.getValue();
      names.fullName(column.getKey().toString(), head);
      names.fullUnit(units.apply(column.getKey()), head);
      head.number(rows.size());
      whole(rows, baseMillis, head, bits);
      values(rows, Summary::min, head, bits);
      values(rows, Summary::mean, head, bits);
      values(rows, Summary::max, head, bits);
    }
  }

  private void whole(List<Summary> rows, long baseMillis, ByteSink head, BitSink bits) {
    long[] first = new long[rows.size()];
    long[] lasting = new long[rows.size()];
    long[] count = new long[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      Summary row = rows.get(i);
      first[i] = ColumnsEncoder.checked(row.firstMillis());
      lasting[i] = ColumnsEncoder.checked(row.lastMillis()) - first[i];
      count[i] = row.count();
      if (count[i] > Columns.MAX_COUNT) {
        throw new IllegalArgumentException("a summary of " + count[i] + " readings cannot be");
      }
    }
    long period = rows.size() > 1 ? first[1] - first[0] : 0;
    head.signed(first[0] - baseMillis);
    head.signed(period);
    differences(first, period, bits);
    head.number(lasting[0]);
    differences(lasting, 0, bits);
    head.number(count[0]);
    differences(count, 0, bits);
  }

  private void differences(long[] numbers, long step, BitSink bits) {
    long[] differences = new long[numbers.length];
    for (int i = 1; i < numbers.length; i++) {
      differences[i - 1] = Columns.zigzag(numbers[i] - numbers[i - 1] - step);
    }
    sequence.write(differences, numbers.length - 1, bits);
  }

  private void values(
      List<Summary> rows, ToDoubleFunction<Summary> part, ByteSink head, BitSink bits) {
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = part.applyAsDouble(rows.get(i));
    }
    int form = valueColumns.plan(values, values.length);
    head.octet(form);
    valueColumns.write(values, values.length, form, head, bits);
  }
}
