package io.coldshelf.driver.coap;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says whose requests are too many: a bucket of tokens for each sender, and one for all. Times come
 * as parameters. What is known of senders is bounded; of more, the one heard of longest ago is
 * forgotten.
 */
final class Flood {

  private static final int MOST_SENDERS = 1_000;

  /** Of one sender, a second, and at once. A pack in many blocks takes one for each. */
  private static final Rate EACH = new Rate(20, 100);

  /** Of all together. */
  private static final Rate ALL = new Rate(300, 1_000);

  private static final double MILLIS = 1_000;

  private final Map<Object, Bucket> senders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
          return size() > MOST_SENDERS;
        }
      };

  private final Bucket all = new Bucket(ALL);

  /** Tokens a second, and how many may be saved up. */
  private record Rate(double perSecond, double most) {}

  private static final class Bucket {
    private final Rate rate;
    private double tokens;
    private long atMillis = Long.MIN_VALUE;

    Bucket(Rate rate) {
      this.rate = rate;
      this.tokens = rate.most();
    }

    boolean take(long nowMillis) {
      if (atMillis != Long.MIN_VALUE && nowMillis > atMillis) {
        tokens = Math.min(rate.most(), tokens + (nowMillis - atMillis) / MILLIS * rate.perSecond());
      }
      atMillis = Math.max(atMillis, nowMillis);
      if (tokens < 1) {
        return false;
      }
      tokens -= 1;
      return true;
    }
  }

  /** Whether a sender's request may pass. One that floods takes nothing from the others. */
  synchronized boolean passes(Object sender, long nowMillis) {
    return senders.computeIfAbsent(sender, _ -> new Bucket(EACH)).take(nowMillis)
        && all.take(nowMillis);
  }
}
