package io.coldshelf.edge.detect;

/**
 * Keeps ids unique when the time of day is set back: the same times then come a second time, and an
 * id is made of its time. What comes up to the latest time that has an id already is marked {@code
 * ~1}, after being set back once more {@code ~2}, and so on. Where time is never set back there are
 * no marks, so that a replay gives the ids that were given live.
 */
final class SecondTime {

  private long latestMillis = Long.MIN_VALUE;
  private int setBack;

  /** What makes the id for this time unique; mostly nothing. */
  String mark(long atMillis) {
    if (setBack > 0 && atMillis <= latestMillis) {
      return "~" + setBack;
    }
    latestMillis = Math.max(latestMillis, atMillis);
    return "";
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    if (deltaMillis < 0 && latestMillis != Long.MIN_VALUE) {
      setBack++;
    }
  }

  void save(Snapshot into, String prefix) {
    if (latestMillis != Long.MIN_VALUE) {
      into.put(prefix + "latestId", latestMillis);
    }
    if (setBack > 0) {
      into.put(prefix + "setBack", setBack);
    }
  }

  void restore(Snapshot from, String prefix) {
    latestMillis = from.number(prefix + "latestId", Long.MIN_VALUE);
    setBack = (int) from.number(prefix + "setBack", 0);
  }
}
