package io.coldshelf.edge.acquire;

/**
 * What the dead devices of one wire may cost the living: of the wire's time one part in {@link
 * #SHARE}. A question that a dead device leaves without an answer is paid for by a pause in which
 * no other dead one is asked. Used by the one thread that owns the wire.
 */
final class ProbeBudget {

  /** One part in so many; with what the protocols add that leaves the living over 95 percent. */
  static final int SHARE = 25;

  private long nextMillis = Long.MIN_VALUE;

  /**
   * When the next dead device may be asked.
   *
   * @return in milliseconds; the least of all numbers where nothing was spent yet
   */
  long nextMillis() {
    return nextMillis;
  }

  /**
   * A dead device was asked in vain.
   *
   * @param fromMillis when it was asked
   * @param toMillis when it was clear that it does not answer
   */
  void spent(long fromMillis, long toMillis) {
    nextMillis = toMillis + (SHARE - 1) * Math.max(0, toMillis - fromMillis);
  }
}
