package io.coldshelf.edge.detect;

import java.util.OptionalInt;

/**
 * One count from two witnesses. The scale says how many and at once, the tags say which: where the
 * scale is believed it decides, but
 *
 * <ul>
 *   <li>more weight is more items only once a tag says so too, or it stays: a bag, a hand or an
 *       elbow has no tag;
 *   <li>none are left only where the plate is bare: while something else lies on it, the tags tell;
 *   <li>weight that comes or goes with an item of another product is not this product's.
 * </ul>
 */
final class StockEstimate {

  /** More weight that stays for so long is believed without a tag: some items have none. */
  private static final long UNTAGGED_MILLIS = 60_000;

  /**
   * An item that is put back soon was never missed by the tags; so long a foreign one is looked
   * for.
   */
  private static final long RETURNED_MILLIS = 12_000;

  /** So long after a foreign item left, the tags have settled. */
  private static final long SETTLES_MILLIS = 15_000;

  /** Scale and tags that both have not changed for so long are compared. */
  private static final long QUIET_MILLIS = 30_000;

  private static final double TAGS_ALONE = 0.9;
  private static final double AGREED = 0.99;
  private static final double CLOSE = 0.95;
  private static final double DOUBTFUL = 0.7;

  private final WeightCount weight;
  private final TagCount tags;

  /** What was last believed of the scale, and how many tags were read then. */
  private int believed = -1;

  private int tagsThen;

  /** More weight that no tag bears out yet. */
  private boolean held;

  private long heldSinceMillis;
  private int weighedThen;

  private int foreign;
  private long foreignLeftMillis = Detector.NEVER;

  private int lastRead;
  private int lastWeighed;
  private long lastChangeMillis;

  /**
   * How many more items the scale has than the tags, while both are at rest: their tags are dead.
   */
  private int untagged;

  StockEstimate(WeightCount weight, TagCount tags) {
    this.weight = weight;
    this.tags = tags;
  }

  /** The stock, if it is known. */
  OptionalInt at(long nowMillis) {
    OptionalInt weighed = weight.at(nowMillis);
    OptionalInt read = tags.at(nowMillis);
    if (weighed.isEmpty()) {
      believed = -1;
      held = false;
      return read;
    }
    if (read.isEmpty() || believed < 0) {
      return believe(weighed.getAsInt());
    }
    return weighed(nowMillis, read.getAsInt());
  }

  private OptionalInt weighed(long nowMillis, int read) {
    settleForeign(nowMillis, read);
    if (items(nowMillis) == 0 && read > 0 && !weight.isBare()) {
      weight.recount(read);
    }
    int items = items(nowMillis);
    if (items <= believed || isBorneOut(nowMillis, items, read)) {
      return believe(items);
    }
    if (!held) {
      held = true;
      heldSinceMillis = nowMillis;
      tagsThen = read;
    } else if (items < weighedThen) {
      // What is in doubt lies there still, and items are taken beside it.
      believed = Math.max(0, believed - (weighedThen - items));
    }
    weighedThen = items;
    return OptionalInt.of(believed);
  }

  private int items(long nowMillis) {
    return weight.at(nowMillis).orElseThrow();
  }

  private OptionalInt believe(int items) {
    believed = items;
    held = false;
    return OptionalInt.of(items);
  }

  private boolean isBorneOut(long nowMillis, int items, int read) {
    if (!held) {
      return false;
    }
    long since = nowMillis - heldSinceMillis;
    return read > tagsThen
        || (since >= RETURNED_MILLIS && read + untagged >= items)
        || since >= UNTAGGED_MILLIS;
  }

  /** Takes what came or went with foreign items out of the count. */
  private void settleForeign(long nowMillis, int read) {
    int now = tags.foreign();
    if (now > foreign && held) {
      weight.recount(believed);
      held = false;
    } else if (now < foreign) {
      foreignLeftMillis = nowMillis;
    }
    foreign = now;
    if (foreignLeftMillis != Detector.NEVER && nowMillis - foreignLeftMillis >= SETTLES_MILLIS) {
      foreignLeftMillis = Detector.NEVER;
      weight.recount(read + untagged);
    } else if (isQuiet(nowMillis, read) && foreign == 0) {
      untagged = Math.max(0, believed - read);
    }
  }

  private boolean isQuiet(long nowMillis, int read) {
    int weighed = items(nowMillis);
    if (read != lastRead || weighed != lastWeighed) {
      lastRead = read;
      lastWeighed = weighed;
      lastChangeMillis = nowMillis;
    }
    return nowMillis - lastChangeMillis >= QUIET_MILLIS;
  }

  /** When it may change by itself. */
  long deadline() {
    return held ? heldSinceMillis + UNTAGGED_MILLIS : Detector.NEVER;
  }

  /**
   * Two witnesses that agree are worth more than one; a weight that fits no number of items, less.
   */
  double confidence(long nowMillis) {
    OptionalInt weighed = weight.at(nowMillis);
    if (weighed.isEmpty()) {
      return TAGS_ALONE;
    }
    return tags.at(nowMillis).equals(weighed) ? AGREED : weight.isClose() ? CLOSE : DOUBTFUL;
  }

  void shift(long deltaMillis) {
    heldSinceMillis += held ? deltaMillis : 0;
    lastChangeMillis += deltaMillis;
    foreignLeftMillis += foreignLeftMillis == Detector.NEVER ? 0 : deltaMillis;
  }

  void save(Snapshot into, String prefix) {
    into.put(prefix + "believed", believed);
    into.put(prefix + "tagsThen", tagsThen);
    into.put(prefix + "untagged", untagged);
    into.put(prefix + "foreign", foreign);
    if (held) {
      into.put(prefix + "heldSince", heldSinceMillis);
      into.put(prefix + "weighedThen", weighedThen);
    }
    if (foreignLeftMillis != Detector.NEVER) {
      into.put(prefix + "foreignLeft", foreignLeftMillis);
    }
  }

  void restore(Snapshot from, String prefix) {
    believed = (int) from.number(prefix + "believed", -1);
    tagsThen = (int) from.number(prefix + "tagsThen", 0);
    untagged = (int) from.number(prefix + "untagged", 0);
    foreign = (int) from.number(prefix + "foreign", 0);
    heldSinceMillis = from.number(prefix + "heldSince", Detector.NEVER);
    held = heldSinceMillis != Detector.NEVER;
    weighedThen = (int) from.number(prefix + "weighedThen", 0);
    foreignLeftMillis = from.number(prefix + "foreignLeft", Detector.NEVER);
  }
}
