package io.coldshelf.simulator.detection;

import io.coldshelf.model.Epc;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.simulator.truth.Detected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is done without thinking: a tag that was not read for half a minute is gone, and a weight
 * divided by an item's is a count.
 */
final class NaiveStock implements Naive {

  private static final long TIMEOUT_MILLIS = 30_000;
  private static final long LOOK_MILLIS = 1_000;

  private final double[] itemKilograms;
  private final boolean weighs;
  private final List<Map<Epc, Long>> seen = new ArrayList<>();
  private final boolean[] stocked;
  private final boolean[] empty;
  private final List<Detected> raised = new ArrayList<>();
  private long lookMillis = Long.MIN_VALUE;

  /** For shelves of one antenna, or of one scale, each. */
  NaiveStock(double[] itemKilograms, boolean weighs) {
    this.itemKilograms = itemKilograms.clone();
    this.weighs = weighs;
    this.stocked = new boolean[itemKilograms.length];
    this.empty = new boolean[itemKilograms.length];
    for (int i = 0; i < itemKilograms.length; i++) {
      seen.add(new HashMap<>());
    }
  }

  @Override
  public void accept(Observation observation) {
    tick(observation.timeMillis());
    switch (observation) {
      case TagReport report when !weighs ->
          seen.get(report.antenna() - 1).put(report.epc(), report.timeMillis());
      case Reading reading when weighs -> {
        int shelf = Integer.parseInt(reading.device().substring("scale-".length())) - 1;
        tell(shelf, Math.rint(reading.value() / itemKilograms[shelf]) > 0, reading.timeMillis());
      }
      default -> {
        // Says nothing about the stock.
      }
    }
  }

  @Override
  public void tick(long nowMillis) {
    if (lookMillis == Long.MIN_VALUE) {
      lookMillis = nowMillis;
    }
    for (; !weighs && lookMillis <= nowMillis; lookMillis += LOOK_MILLIS) {
      long now = lookMillis;
      for (int i = 0; i < seen.size(); i++) {
        Map<Epc, Long> tags = seen.get(i);
        tags.values().removeIf(last -> now - last > TIMEOUT_MILLIS);
        tell(i, !tags.isEmpty(), now);
      }
    }
  }

  private void tell(int shelf, boolean some, long now) {
    if (!some && stocked[shelf] && !empty[shelf]) {
      raised.add(
          new Detected(EventKind.STOCKOUT, "shelf-" + (shelf + 1), now, OptionalLong.empty()));
    }
    stocked[shelf] |= some;
    empty[shelf] = !some;
  }

  @Override
  public List<Detected> raised() {
    return raised;
  }
}
