package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Severity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One alert about items that lie on a shelf and should not: said when there are any, again when
 * there are more, and closed when there are none.
 */
final class UnwantedItems {

  private static final int MOST_NAMED = 100;

  private final Alert alert;
  private final Severity severity;
  private int said;

  UnwantedItems(String gateway, EventKind kind, String shelf, Severity severity) {
    this.alert = new Alert(gateway, kind, shelf);
    this.severity = severity;
  }

  /**
   * Told how many there are.
   *
   * @param some what to say of them
   * @param none what to say once there are none
   */
  void judge(int items, long nowMillis, Supplier<Statement> some, String none, Findings out) {
    if (items == 0) {
      if (alert.isOpen()) {
        out.event(alert.close(nowMillis, Statement.of(none)));
      }
    } else if (!alert.isOpen() || items > said) {
      said = items;
      Statement statement = some.get();
      Event event =
          alert.isOpen()
              ? alert.update(nowMillis, severity, statement)
              : alert.open(nowMillis, severity, statement);
      out.event(event);
    }
  }

  /** A reason with the items that it speaks of. */
  static Statement statement(String reason, List<Epc> items, String suggestion) {
    return new Statement(
        reason,
        Optional.empty(),
        new Evidence(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(items.size()),
            OptionalDouble.empty(),
            items.stream().limit(MOST_NAMED).toList(),
            Optional.of(suggestion)));
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
