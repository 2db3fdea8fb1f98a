package io.coldshelf.edge.uplink;

import io.coldshelf.wire.Lane;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is under way in one lane, from the bridge's word up to the block that is sent next.
 *
 * <pre>
 *    stored | sent, some of it in flight, some refused and due again later | not sent yet
 *       acknowledged                                                      next
 * </pre>
 *
 * Times are nanoseconds of a clock that never goes back.
 */
final class LaneDispatch {

  /**
   * How far to run ahead of the bridge's word: what the broker has to hold while it is away. Many
   * brokers hold 1,000 and drop what is over.
   */
  static final int MAX_AHEAD = 500;

  /**
   * How far after silence, and on a new connection where blocks wait for the bridge's word: enough
   * to learn that someone listens.
   */
  static final int PROBE_AHEAD = 10;

  /** The same where silence answered that too: what a bridge that is away for long may cost. */
  static final int LONG_SILENCE_AHEAD = 1;

  /** Between two attempts to wake the bridge, at most. */
  static final long MAX_SILENCE_NANOS = 600_000_000_000L;

  private static final int MAX_DOUBLINGS = 10;

  /** The first wait where the broker has said that nobody listens: that is known, not guessed. */
  static final long UNHEARD_NANOS = 1_000_000_000L;

  /** So many refused blocks stop the lane until they go through. */
  static final int MAX_REFUSED = 10;

  /** So many refusals, while other blocks pass, and a block is held to be the one at fault. */
  static final int MAX_REFUSALS = 5;

  private static final long MAX_RETRY_NANOS = 60_000_000_000L;

  /** A refused block: how often, how many others had passed by then, and when it is due again. */
  private record Refused(int times, int counted, long passed, long dueNanos) {}

  private final Lane lane;
  private final long storedNanos;
  private final TreeSet<Long> inFlight = new TreeSet<>();
  private final TreeMap<Long, Refused> refused = new TreeMap<>();
  private final TreeSet<Long> setAside = new TreeSet<>();
  private long acknowledged;
  private long next;
  private long highestSent;
  private long passed;
  private int ahead = MAX_AHEAD;
  private int silences;

  /** The last block that went to nobody, and was not sent again. */
  private long unheard;

  /** Whether the block that was wanted last goes past others that wait to be sent again. */
  private boolean goesPast;

  private long progressNanos;

  LaneDispatch(Lane lane, long first, long storedNanos) {
    this.lane = lane;
    this.acknowledged = first - 1;
    this.next = first;
    this.highestSent = first - 1;
    this.storedNanos = storedNanos;
  }

  void connected() {
    inFlight.clear();
    unheard = 0;
    next = acknowledged + 1;
    // A line that breaks often must not carry all that the bridge has not stored each time.
    ahead = highestSent > acknowledged ? Math.min(ahead, PROBE_AHEAD) : MAX_AHEAD;
  }

  /** From which seq on the next block is to be looked for; none while the lane must wait. */
  OptionalLong wanted(long now) {
    for (Map.Entry<Long, Refused> entry : refused.entrySet()) {
      if (entry.getValue().dueNanos() - now <= 0 && !inFlight.contains(entry.getKey())) {
        return OptionalLong.of(entry.getKey());
      }
    }
    while (isPassedOver(next)) {
      next++;
    }
    goesPast = false;
    if (refused.size() >= MAX_REFUSED) {
      return OptionalLong.empty();
    }
    if (next <= acknowledged + ahead) {
      return OptionalLong.of(next);
    }
    // What nobody has answered yet must not hold up an event that has just happened.
    goesPast = lane == Lane.EVENTS && highestSent < acknowledged + MAX_AHEAD;
    return goesPast ? OptionalLong.of(highestSent + 1) : OptionalLong.empty();
  }

  private boolean isPassedOver(long seq) {
    return inFlight.contains(seq) || refused.containsKey(seq) || setAside.contains(seq);
  }

  /** Whether it was not for the first time. */
  boolean sent(long seq, long now) {
    if (next == acknowledged + 1 && inFlight.isEmpty() && refused.isEmpty()) {
      progressNanos = now; // nothing was under way: the wait for the bridge begins here
    }
    inFlight.add(seq);
    if (!refused.containsKey(seq) && !goesPast) {
      next = seq + 1;
    }
    boolean again = seq <= highestSent;
    highestSent = Math.max(highestSent, seq);
    return again;
  }

  void accepted(long seq) {
    if (inFlight.remove(seq)) {
      refused.remove(seq);
      passed++;
    }
  }

  /** The broker has taken a block and has nobody to give it to: the bridge will never have it. */
  void unheard(long seq) {
    unheard = Math.max(unheard, seq);
  }

  /** Whether to set the block aside. */
  boolean refused(long seq, boolean countable, long now) {
    if (!inFlight.remove(seq) || seq <= acknowledged) {
      return false;
    }
    Refused before = refused.get(seq);
    int times = before == null ? 0 : before.times();
    // A broker that refuses everything has something against us, not against this block.
    boolean othersPass = before != null && passed > before.passed();
    int counted = (before == null ? 0 : before.counted()) + (countable && othersPass ? 1 : 0);
    if (counted >= MAX_REFUSALS) {
      setAside(seq);
      return true;
    }
    long due = now + BackOff.plainNanos(times, MAX_RETRY_NANOS);
    refused.put(seq, new Refused(times + 1, counted, passed, due));
    return false;
  }

  void setAside(long seq) {
    inFlight.remove(seq);
    refused.remove(seq);
    setAside.add(seq);
    highestSent = Math.max(highestSent, seq);
    if (next == seq) {
      next++;
    }
  }

  void acknowledged(long upTo, long now) {
    if (upTo <= acknowledged) {
      return;
    }
    acknowledged = upTo;
    next = Math.max(next, upTo + 1);
    highestSent = Math.max(highestSent, upTo);
    ahead = MAX_AHEAD;
    silences = 0;
    progressNanos = now;
    refused.headMap(upTo, true).clear();
    setAside.headSet(upTo, true).clear();
  }

  /** Goes back to what the bridge has not stored, when it has been silent for too long. */
  boolean rewindIfDue(long now) {
    if (next <= acknowledged + 1 || now - progressNanos < silenceNanos()) {
      return false;
    }
    next = acknowledged + 1;
    ahead = silences == 0 ? PROBE_AHEAD : LONG_SILENCE_AHEAD;
    if (refused.isEmpty()) { // else the bridge may wait for that one, and others have to go past it
      silences++;
    }
    unheard = 0;
    progressNanos = now;
    return true;
  }

  private long silenceNanos() {
    int doublings = Math.min(silences, MAX_DOUBLINGS);
    long silence = Math.max(storedNanos, Math.min(MAX_SILENCE_NANOS, storedNanos << doublings));
    return unheard > acknowledged ? Math.min(silence, UNHEARD_NANOS << doublings) : silence;
  }

  /** The bridge is there: the next silence is the first again. */
  void heard() {
    silences = 0;
  }

  long acknowledged() {
    return acknowledged;
  }

  long highestSent() {
    return highestSent;
  }

  /** Up to where the broker has accepted everything that was sent. */
  long acceptedUpTo() {
    long open = Long.MAX_VALUE;
    if (!inFlight.isEmpty()) {
      open = inFlight.first();
    }
    if (!refused.isEmpty()) {
      open = Math.min(open, refused.firstKey());
    }
    return Math.min(open, next) - 1;
  }

  /** When to look again, in nanoseconds from now. */
  long waitNanos(long now) {
    long wait = next > acknowledged + 1 ? progressNanos + silenceNanos() - now : Long.MAX_VALUE;
    for (Map.Entry<Long, Refused> entry : refused.entrySet()) {
      if (!inFlight.contains(entry.getKey())) {
        wait = Math.min(wait, entry.getValue().dueNanos() - now);
      }
    }
    return wait;
  }

  Lane lane() {
    return lane;
  }
}
