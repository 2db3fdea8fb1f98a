package io.coldshelf.edge.detect;

import java.util.Map;
import java.util.TreeMap;

/**
 * A sum over the last while, kept in {@value #BUCKETS} buckets however long the while is and
 * however often something is added. What has become too old leaves with its bucket: up to a
 * hundredth of the window late and never early, so that a rule that allows only so much is not
 * missed.
 */
final class SlidingSum {

  private static final int BUCKETS = 100;

  /** Under which name a snapshot tells how far the time of day was set. */
  private static final String SET = "set";

  private final long bucketMillis;

  /** By the number of the bucket since 1970, sorted so that every life adds in the same order. */
  private final TreeMap<Long, Double> buckets = new TreeMap<>();

  SlidingSum(long windowMillis) {
    bucketMillis = Math.max(1, Math.ceilDiv(windowMillis, BUCKETS));
  }

  /** What the time of day has been set by since: the buckets stay where they are. */
  private long setMillis;

  /** Adds so much for every millisecond of a stretch of time, spread over the buckets it covers. */
  void add(long untilMillis, long lengthMillis, double perMilli) {
    long endMillis = untilMillis - setMillis;
    forget(endMillis);
    long oldest = Math.floorDiv(endMillis, bucketMillis) - BUCKETS;
    long from = Math.max(endMillis - lengthMillis, oldest * bucketMillis);
    while (from < endMillis) {
      long bucket = Math.floorDiv(from, bucketMillis);
      long to = Math.min(endMillis, (bucket + 1) * bucketMillis);
      buckets.merge(bucket, (to - from) * perMilli, Double::sum);
      from = to;
    }
  }

  /** The sum at this time, which must not be before that of an earlier call. */
  double at(long nowMillis) {
    forget(nowMillis - setMillis);
    double sum = 0;
    for (double bucket : buckets.values()) {
      sum += bucket;
    }
    return sum;
  }

  private void forget(long countedMillis) {
    buckets.headMap(Math.floorDiv(countedMillis, bucketMillis) - BUCKETS).clear();
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    setMillis += deltaMillis;
  }

  void save(Snapshot into, String prefix) {
    if (setMillis != 0) {
      into.put(prefix + SET, setMillis);
    }
    buckets.forEach((bucket, sum) -> into.put(prefix + bucket, sum));
  }

  /** Takes up what was saved; of a window of another length nothing can be taken up. */
  void restore(Snapshot from, String prefix) {
    buckets.clear();
    setMillis = from.number(prefix + SET, 0);
    for (Map.Entry<String, String> entry : from.under(prefix).entrySet()) {
      try {
        buckets.put(Long.parseLong(entry.getKey()), Double.parseDouble(entry.getValue()));
      } catch (NumberFormatException e) {
        // No bucket, or somebody edited the file: it is as good as never measured.
        continue;
      }
      if (buckets.size() > BUCKETS + 1) {
        buckets.pollFirstEntry();
      }
    }
  }
}
