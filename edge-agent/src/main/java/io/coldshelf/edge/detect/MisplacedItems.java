package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Severity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Says that items of another product lie on a shelf, once they have lain there for a while. */
final class MisplacedItems {

  /** Items that are put down for less are on their way. */
  static final long LASTING_MILLIS = 60_000;

  private static final int MOST_NAMED = 100;

  private final String shelf;
  private final Alert alert;
  private int said;

  MisplacedItems(String gateway, String shelf) {
    this.shelf = shelf;
    this.alert = new Alert(gateway, EventKind.MISPLACED_ITEMS, shelf);
  }

  /** Told which items have lain there for long enough. */
  void judge(List<Epc> lasting, long nowMillis, Findings out) {
    if (lasting.isEmpty()) {
      if (alert.isOpen()) {
        out.event(
            alert.close(nowMillis, Statement.of(shelf + ": no foreign item lies here any more.")));
      }
    } else if (!alert.isOpen()) {
      said = lasting.size();
      out.event(alert.open(nowMillis, Severity.INFO, statement(lasting)));
    } else if (lasting.size() > said) {
      said = lasting.size();
      out.event(alert.update(nowMillis, Severity.INFO, statement(lasting)));
    }
  }

  private Statement statement(List<Epc> items) {
    String gtins =
        String.join(
            ", ",
            items.stream()
                .flatMap(epc -> Assortment.tradeItem(epc).stream())
                .distinct()
                .sorted()
                .limit(3)
                .toList());
    return new Statement(
        shelf
            + ": "
            + items.size()
            + (items.size() == 1 ? " item" : " items")
            + " of another product ("
            + gtins
            + ") "
            + (items.size() == 1 ? "lies" : "lie")
            + " here.",
        Optional.empty(),
        new Evidence(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(items.size()),
            OptionalDouble.empty(),
            items.stream().limit(MOST_NAMED).toList(),
            Optional.of("Put them back where they belong.")));
  }

  void shift(long deltaMillis) {
    alert.shift(deltaMillis);
  }

  void save(Snapshot into, String prefix) {
    alert.save(into, prefix);
    into.put(prefix + "said", said);
  }

  void restore(Snapshot from, String prefix) {
    alert.restore(from, prefix);
    said = (int) from.number(prefix + "said", 0);
  }
}
