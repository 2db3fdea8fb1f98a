package io.coldshelf.wire;

import io.coldshelf.model.PointId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads names and units out of the head, each against those before. */
final class ColumnsNames {

  private final ColumnsSource.Head head;
  private final List<String> table = new ArrayList<>(Columns.UNITS);
  private final Map<PointId, String> units = new HashMap<>();
  private final List<byte[]> names = new ArrayList<>(List.of(new byte[0]));
  private int distance = 1;
  private int front;
  private int replaced;
  private int middle;
  private String unit = "";

  ColumnsNames(ColumnsSource.Head head) {
    this.head = head;
  }

  /** The units of all points so far that have one. */
  Map<PointId, String> units() {
    return units;
  }

  PointId point(boolean sameCuts) {
    if (!sameCuts) {
      distance = (int) head.number(Columns.MAX_ITEMS) + 1;
      front = (int) head.within(head.octet(), 0, Columns.MAX_SHARED);
      replaced = (int) head.number(Integer.MAX_VALUE);
      middle = head.length("a name", 1);
    }
    head.within(distance, 1, names.size());
    byte[] like = names.get(names.size() - distance);
    int back = (int) head.within((long) like.length - front - replaced, 0, Columns.MAX_SHARED);
    byte[] next = new byte[front + head.room(middle) + back];
    System.arraycopy(like, 0, next, 0, front);
    head.octets(next, front, middle);
    System.arraycopy(like, like.length - back, next, front + middle, back);
    names.add(next);
    return PointId.parse(ColumnsSource.text(next));
  }

  void unit(boolean sameUnit, PointId point) {
    if (!sameUnit) {
      int number = (int) head.number(table.size());
      if (number == 0) {
        table.add(head.text(head.length("a unit", 1)));
      }
      unit = number == 0 ? table.getLast() : table.get(number - 1);
    }
    if (!unit.isEmpty()) {
      units.put(point, unit);
    }
  }
}
