package io.coldshelf.driver.coap;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says whose messages are too many. Each sender has a bucket of tokens. Strangers share a small one
 * besides; a sender that has proven itself does not, so that no number of strangers takes anything
 * from it. Times come as parameters, and what is known of senders is bounded.
 */
final class Flood {

  /** Strangers that are remembered; of more, the one heard of longest ago is forgotten. */
  private static final int MOST_STRANGERS = 1_000;

  /** A proven sender gives its place away only after so long a silence, never to a crowd. */
  private static final long LAPSE_MILLIS = 3_600_000;

  private static final double MILLIS = 1_000;

  private final Rate each;
  private final int mostProven;
  private final Bucket together;

  /** By sender, the one heard of longest ago first. */
  private final Map<Object, Bucket> proven = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Object, Bucket> strangers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
          return size() > MOST_STRANGERS;
        }
      };

  /**
   * Tokens.
   *
   * @param perSecond how many come in each second
   * @param most how many may be saved up
   */
  record Rate(double perSecond, double most) {}

  /**
   * Nobody is known yet.
   *
   * @param each of one sender
   * @param together of all strangers
   * @param mostProven senders that can have a place of their own
   */
  Flood(Rate each, Rate together, int mostProven) {
    this.each = each;
    this.together = new Bucket(together);
    this.mostProven = mostProven;
  }

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

  /** Whether a sender's message may pass. */
  synchronized boolean passes(Object sender, long nowMillis) {
    Bucket known = proven.get(sender);
    return known == null
        ? strangers.computeIfAbsent(sender, _ -> new Bucket(each)).take(nowMillis)
            && together.take(nowMillis)
        : known.take(nowMillis);
  }

  /** A sender has said what only a sensor says. It gets a place where there is one. */
  synchronized void prove(Object sender, long nowMillis) {
    if (proven.containsKey(sender)) {
      return;
    }
    if (proven.size() >= mostProven) {
      Iterator<Bucket> silent = proven.values().iterator();
      if (nowMillis - silent.next().atMillis < LAPSE_MILLIS) {
        return;
      }
      silent.remove();
    }
    Bucket bucket = strangers.remove(sender);
    proven.put(sender, bucket == null ? new Bucket(each) : bucket);
  }
}
