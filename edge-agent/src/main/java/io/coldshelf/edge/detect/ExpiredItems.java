package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Severity;
import io.coldshelf.tag.GsDate;
import io.coldshelf.tag.GsKey;
import io.coldshelf.tag.TagData;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says that items past their date lie on a shelf, where the tags carry one (DSGTIN+ and DSGTIN++,
 * GS1 TDS 2.3, 14.5.3): best before (15), sell by (16) or expiry (17). The day that is named is the
 * last good one, to its end in the shop's own time.
 */
final class ExpiredItems {

  private static final List<String> DATES = List.of("17", "16", "15");
  private static final long EVERY_MILLIS = 60_000;

  private final String shelf;
  private final ZoneId timezone;
  private final UnwantedItems items;
  private long nextMillis = Long.MIN_VALUE;

  ExpiredItems(String gateway, String shelf, ZoneId timezone) {
    this.shelf = shelf;
    this.timezone = timezone;
    this.items = new UnwantedItems(gateway, EventKind.EXPIRED_ITEMS, shelf, Severity.WARNING);
  }

  /** Whether it is time to look again. */
  boolean isDue(long nowMillis) {
    return nowMillis >= nextMillis;
  }

  /** Told which items lie there. */
  void judge(List<Epc> here, long nowMillis, Findings out) {
    nextMillis = nowMillis + EVERY_MILLIS;
    LocalDate today = Instant.ofEpochMilli(nowMillis).atZone(timezone).toLocalDate();
    Map<Epc, LocalDate> expired = new LinkedHashMap<>();
    for (Epc epc : here) {
      lastDay(epc, today.getYear()).filter(today::isAfter).ifPresent(day -> expired.put(epc, day));
    }
    items.judge(
        expired.size(),
        nowMillis,
        () -> statement(expired),
        shelf + ": no item past its date lies here.",
        out);
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

  private Statement statement(Map<Epc, LocalDate> expired) {
    LocalDate oldest = Collections.min(expired.values());
    boolean one = expired.size() == 1;
    return UnwantedItems.statement(
        shelf
            + ": "
            + expired.size()
            + (one ? " item past its date lies" : " items past their date lie")
            + " here; "
            + (one ? "it was good until " : "the oldest was good until ")
            + oldest
            + ".",
        List.copyOf(expired.keySet()),
        "Take " + (one ? "it" : "them") + " off the shelf.");
  }

  void shift(long deltaMillis) {
    items.shift(deltaMillis);
    nextMillis += nextMillis == Long.MIN_VALUE ? 0 : deltaMillis;
  }

  void save(Snapshot into, String prefix) {
    items.save(into, prefix);
    into.put(prefix + "next", nextMillis);
  }

  void restore(Snapshot from, String prefix) {
    items.restore(from, prefix);
    nextMillis = from.number(prefix + "next", Long.MIN_VALUE);
  }
}
