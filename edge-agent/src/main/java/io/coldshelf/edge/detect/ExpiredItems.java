package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Severity;
import io.coldshelf.tag.GsDate;
import io.coldshelf.tag.GsKey;
import io.coldshelf.tag.TagData;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Says that items past their date lie on a shelf, where the tags carry one (DSGTIN+ and DSGTIN++,
 * GS1 TDS 2.3, 14.5.3): best before (15), sell by (16) or expiry (17). The day that is named is the
 * last good one, to its end in the shop's own time.
 */
final class ExpiredItems {

  private static final List<String> DATES = List.of("17", "16", "15");
  private static final long EVERY_MILLIS = 60_000;
  private static final int MOST_NAMED = 100;

  private final String shelf;
  private final ZoneId timezone;
  private final Alert alert;
  private long nextMillis = Long.MIN_VALUE;
  private int said;

  ExpiredItems(String gateway, String shelf, ZoneId timezone) {
    this.shelf = shelf;
    this.timezone = timezone;
    this.alert = new Alert(gateway, EventKind.EXPIRED_ITEMS, shelf);
  }

  /** Whether it is time to look again. */
  boolean isDue(long nowMillis) {
    return nowMillis >= nextMillis;
  }

  /** Told which items lie there. */
  void judge(List<Epc> here, long nowMillis, Findings out) {
    nextMillis = nowMillis + EVERY_MILLIS;
    LocalDate today = Instant.ofEpochMilli(nowMillis).atZone(timezone).toLocalDate();
    List<Epc> expired =
        here.stream()
            .filter(epc -> lastDay(epc, today.getYear()).filter(today::isAfter).isPresent())
            .toList();
    if (expired.isEmpty()) {
      if (alert.isOpen()) {
        out.event(
            alert.close(nowMillis, Statement.of(shelf + ": no item past its date lies here.")));
      }
    } else if (!alert.isOpen()) {
      said = expired.size();
      out.event(alert.open(nowMillis, Severity.WARNING, statement(expired, today.getYear())));
    } else if (expired.size() > said) {
      said = expired.size();
      out.event(alert.update(nowMillis, Severity.WARNING, statement(expired, today.getYear())));
    }
  }

  /** The last day on which it is good. */
  private static Optional<LocalDate> lastDay(Epc epc, int year) {
    return TagData.decode(epc) instanceof GsKey key
        ? DATES.stream()
            .flatMap(ai -> key.value(ai).stream())
            .findFirst()
            .flatMap(digits -> GsDate.day(digits, year))
        : Optional.empty();
  }

  private Statement statement(List<Epc> items, int year) {
    LocalDate oldest =
        items.stream()
            .flatMap(epc -> lastDay(epc, year).stream())
            .min(LocalDate::compareTo)
            .orElseThrow();
    boolean one = items.size() == 1;
    return new Statement(
        shelf
            + ": "
            + items.size()
            + (one ? " item past its date lies" : " items past their date lie")
            + " here; "
            + (one ? "it was good until " : "the oldest was good until ")
            + oldest
            + ".",
        Optional.empty(),
        new Evidence(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(items.size()),
            OptionalDouble.empty(),
            items.stream().limit(MOST_NAMED).toList(),
            Optional.of("Take " + (one ? "it" : "them") + " off the shelf.")));
  }

  void shift(long deltaMillis) {
    alert.shift(deltaMillis);
    nextMillis += nextMillis == Long.MIN_VALUE ? 0 : deltaMillis;
  }

  void save(Snapshot into, String prefix) {
    alert.save(into, prefix);
    into.put(prefix + "said", said);
    into.put(prefix + "next", nextMillis);
  }

  void restore(Snapshot from, String prefix) {
    alert.restore(from, prefix);
    said = (int) from.number(prefix + "said", 0);
    nextMillis = from.number(prefix + "next", Long.MIN_VALUE);
  }
}
