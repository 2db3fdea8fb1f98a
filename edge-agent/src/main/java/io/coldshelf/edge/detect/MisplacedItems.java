package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Severity;
import java.util.List;

/** Says that items of another product lie on a shelf, once they have lain there for a while. */
final class MisplacedItems {

  /** Items that are put down for less are on their way. */
  static final long LASTING_MILLIS = 60_000;

  private final String shelf;
  private final UnwantedItems items;

  MisplacedItems(String gateway, String shelf) {
    this.shelf = shelf;
    this.items = new UnwantedItems(gateway, EventKind.MISPLACED_ITEMS, shelf, Severity.INFO);
  }

  /** Told which items have lain there for long enough. */
  void judge(List<Epc> lasting, long nowMillis, Findings out) {
    items.judge(
        lasting.size(),
        nowMillis,
        () -> statement(lasting),
        shelf + ": no foreign item lies here any more.",
        out);
  }

  private Statement statement(List<Epc> lasting) {
    String gtins =
        String.join(
            ", ",
            lasting.stream()
                .flatMap(epc -> Assortment.tradeItem(epc).stream())
                .distinct()
                .sorted()
                .limit(3)
                .toList());
    return UnwantedItems.statement(
        shelf
            + ": "
            + lasting.size()
            + (lasting.size() == 1 ? " item" : " items")
            + " of another product ("
            + gtins
            + ") "
            + (lasting.size() == 1 ? "lies" : "lie")
            + " here.",
        lasting,
        "Put them back where they belong.");
  }

  void shift(long deltaMillis) {
    items.shift(deltaMillis);
  }

  void save(Snapshot into, String prefix) {
    items.save(into, prefix);
  }

  void restore(Snapshot from, String prefix) {
    items.restore(from, prefix);
  }
}
