package io.coldshelf.simulator.detection;

import io.coldshelf.model.Epc;
import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.TruthEpisode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What lies on one shelf, and since when it has been empty or low. */
final class Rack {

  private static final Thing NOTHING = new Thing(0, Epc.of(new byte[0]), 1, 0, 1);

  private final int product;
  private final String name;
  private final int lowAt;
  private final double leastReadability;
  private final List<Thing> things = new ArrayList<>();
  private final List<TruthEpisode> episodes = new ArrayList<>();
  private final Map<Long, Thing> lastBefore = new HashMap<>();
  private long emptySince = -1;
  private long lowSince = -1;
  private long changedMillis;

  /** On a shelf that only tags tell of, an item whose tag is dead is not there. */
  Rack(int product, String name, int lowAt, double leastReadability) {
    this.product = product;
    this.name = name;
    this.lowAt = lowAt;
    this.leastReadability = leastReadability;
  }

  String name() {
    return name;
  }

  List<Thing> things() {
    return things;
  }

  int count() {
    int count = 0;
    for (Thing thing : things) {
      count += thing.product() == product && thing.readability() >= leastReadability ? 1 : 0;
    }
    return count;
  }

  /** When it last changed. */
  long changedMillis() {
    return changedMillis;
  }

  /** The last item that lay there before it was empty from that time on. */
  Thing lastBefore(long emptySinceMillis) {
    return lastBefore.getOrDefault(emptySinceMillis, things.isEmpty() ? NOTHING : things.getLast());
  }

  void put(Thing thing, long nowMillis) {
    things.add(thing);
    changed(nowMillis);
  }

  void take(Thing thing, long nowMillis) {
    if (things.remove(thing)) {
      if (count() == 0) {
        lastBefore.put(nowMillis, thing);
      }
      changed(nowMillis);
    }
  }

  private void changed(long nowMillis) {
    changedMillis = nowMillis;
    emptySince = episode(EventKind.STOCKOUT, count() == 0, emptySince, nowMillis);
    lowSince = episode(EventKind.LOW_STOCK, count() <= lowAt, lowSince, nowMillis);
  }

  private long episode(EventKind kind, boolean is, long since, long nowMillis) {
    if (is) {
      return since < 0 ? nowMillis : since;
    }
    if (since >= 0) {
      episodes.add(new TruthEpisode(kind, name, since, since, OptionalLong.of(nowMillis)));
    }
    return -1;
  }

  List<TruthEpisode> episodes() {
    List<TruthEpisode> all = new ArrayList<>(episodes);
    add(all, EventKind.STOCKOUT, emptySince);
    add(all, EventKind.LOW_STOCK, lowSince);
    return all;
  }

  private void add(List<TruthEpisode> all, EventKind kind, long since) {
    if (since >= 0) {
      all.add(new TruthEpisode(kind, name, since, since, OptionalLong.empty()));
    }
  }
}
