package io.coldshelf.edge.detect;

import io.coldshelf.edge.config.Shelf;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How many items the tags on a shelf tell, and which. A reader that cannot speak proves nothing,
 * and neither does one that was heard for a moment only.
 */
final class TagCount {

  /** Several tags that fall silent together are no change of the stock, and soon it is unknown. */
  private static final long HUSH_MILLIS = 60_000;

  /** A reader that has said nothing at all for so long is not waited for slot by slot. */
  private static final long REST_MILLIS = 600_000;

  /** More antennas than any reader has. */
  private static final int ANTENNAS = 256;

  private final List<Shelf.Antenna> own;
  private final List<String> readers;
  private final TagPresence tags;
  private final Set<String> silentPlaces = new HashSet<>();
  private long nextSlotMillis = Detector.NEVER;
  private long heardMillis;

  TagCount(Shelf shelf) {
    this.own = shelf.antennas();
    this.readers = own.stream().map(Shelf.Antenna::reader).distinct().toList();
    this.tags = new TagPresence(new Assortment(shelf.product().gtin()));
  }

  /** How many, if that is known at this time. */
  OptionalInt at(long nowMillis) {
    boolean known =
        silentPlaces.isEmpty()
            && tags.isSettled()
            && nowMillis - tags.hushedSince().orElse(nowMillis) < HUSH_MILLIS;
    return known ? OptionalInt.of(tags.count()) : OptionalInt.empty();
  }

  /** How many items of another product lie here. */
  int foreign() {
    return tags.foreign();
  }

  /** Items of another product that have lain here for so long. */
  List<Epc> foreign(long nowMillis, long lastingMillis) {
    return tags.foreign(nowMillis, lastingMillis);
  }

  /** Which items lie here, those of another product too. */
  List<Epc> here() {
    return tags.here();
  }

  /** What other antennas of the reader see stands in the same bay, and tells who is near. */
  void accept(TagReport report) {
    int reader = readers.indexOf(report.device());
    if (reader >= 0 && report.epc().bits() > 0) {
      heard(report.timeMillis());
      tags.seen(
          report.epc(),
          reader * ANTENNAS + report.antenna() % ANTENNAS,
          isOwn(report.device(), report.antenna()));
    }
  }

  void accept(DeviceState state) {
    if (readers.contains(state.device())) {
      silence(state.device(), state.online());
      if (state.online()) {
        tags.trustReader();
        heard(state.timeMillis());
      }
    }
  }

  void accept(AntennaState state) {
    if (isOwn(state.device(), state.antenna())) {
      silence(state.device() + "/" + state.antenna(), state.connected());
    }
  }

  /**
   * A reader that lost reports may have lost those of any tag: what it was silent about is open.
   */
  void accept(DataGap gap) {
    if (readers.contains(gap.device())) {
      tags.doubt();
      tags.pause();
    }
  }

  private boolean isOwn(String reader, int antenna) {
    for (Shelf.Antenna place : own) {
      if (place.number() == antenna && place.reader().equals(reader)) {
        return true;
      }
    }
    return false;
  }

  private void heard(long nowMillis) {
    heardMillis = Math.max(heardMillis, nowMillis);
    if (nextSlotMillis == Detector.NEVER) {
      nextSlotMillis = nowMillis + TagPresence.SLOT_MILLIS;
      tags.rest();
    }
  }

  /** A place that cannot speak proves nothing: no slot is held against any tag meanwhile. */
  private void silence(String place, boolean speaks) {
    if (speaks ? silentPlaces.remove(place) : silentPlaces.add(place)) {
      tags.pause();
    }
  }

  long deadline() {
    return silentPlaces.isEmpty() ? nextSlotMillis : Detector.NEVER;
  }

  /** Answers the tags that are gone by now. */
  List<Epc> wake(long nowMillis) {
    if (nowMillis < deadline()) {
      return List.of();
    }
    nextSlotMillis =
        nowMillis - heardMillis > REST_MILLIS
            ? Detector.NEVER
            : nowMillis + TagPresence.SLOT_MILLIS;
    return tags.endSlot(nowMillis);
  }

  void shift(long deltaMillis) {
    nextSlotMillis += nextSlotMillis == Detector.NEVER ? 0 : deltaMillis;
    heardMillis += deltaMillis;
    tags.shift(deltaMillis);
  }

  void save(Snapshot into, String prefix) {
    tags.save(into, prefix);
  }

  /**
   * What the reader says must warm up again, as after any new connection: silence while nobody
   * listened proves nothing.
   */
  void restore(Snapshot from, String prefix) {
    tags.restore(from, prefix);
  }
}
