package io.coldshelf.edge.detect;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Severity;
import java.util.function.BiFunction;

/**
 * Says that more lies on a shelf than it holds, once that has lasted: while a shelf is filled,
 * boxes and arms weigh too.
 */
final class Overstock {

  /** Who fills a shelf is gone by then. */
  static final long LASTING_MILLIS = 120_000;

  private final String shelf;
  private final int capacity;
  private final Alert alert;
  private long sinceMillis = Detector.NEVER;

  Overstock(String gateway, String shelf, int capacity) {
    this.shelf = shelf;
    this.capacity = capacity;
    this.alert = new Alert(gateway, EventKind.OVERSTOCK, shelf);
  }

  /**
   * Told the stock whenever it changes.
   *
   * @param statement completes a reason and a suggestion with the evidence
   */
  void judge(
      int stock, long nowMillis, BiFunction<String, String, Statement> statement, Findings out) {
    if (stock > capacity) {
      sinceMillis = Math.min(sinceMillis, nowMillis);
      return;
    }
    sinceMillis = Detector.NEVER;
    if (alert.isOpen()) {
      String reason = shelf + ": " + stock + " on the shelf, which holds " + capacity + ".";
      out.event(alert.close(nowMillis, statement.apply(reason, "")));
    }
  }

  /** When what is too much has lasted. */
  long deadline() {
    return alert.isOpen() || sinceMillis == Detector.NEVER
        ? Detector.NEVER
        : sinceMillis + LASTING_MILLIS;
  }

  /** The time has come, with the stock that was told last. */
  void wake(
      int stock, long nowMillis, BiFunction<String, String, Statement> statement, Findings out) {
    if (nowMillis >= deadline()) {
      String reason = shelf + ": " + stock + " items on a shelf that holds " + capacity + ".";
      String suggestion = "Take " + (stock - capacity) + " back, or correct the shelf's capacity.";
      out.event(alert.open(nowMillis, Severity.INFO, statement.apply(reason, suggestion)));
    }
  }

  void shift(long deltaMillis) {
    alert.shift(deltaMillis);
    sinceMillis += sinceMillis == Detector.NEVER ? 0 : deltaMillis;
  }

  void save(Snapshot into, String prefix) {
    alert.save(into, prefix);
    if (sinceMillis != Detector.NEVER) {
      into.put(prefix + "since", sinceMillis);
    }
  }

  void restore(Snapshot from, String prefix) {
    alert.restore(from, prefix);
    sinceMillis = from.number(prefix + "since", Detector.NEVER);
  }
}
