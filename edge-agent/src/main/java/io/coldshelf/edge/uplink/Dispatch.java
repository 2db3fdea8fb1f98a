package io.coldshelf.edge.uplink;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which block goes next, how many may be under way, and what to send again. It has no
 * thread, no socket and no clock: times come in, in nanoseconds of a clock that never goes back.
 *
 * <ul>
 *   <li>Events go before readings, block by block.
 *   <li>The broker's PUBACK moves the window; only the bridge's word lets a block go.
 *   <li>What the bridge has not stored in time is sent again, a few blocks first.
 *   <li>A refused block waits, and the others go past it.
 * </ul>
 */
final class Dispatch {

  /** The most blocks that wait for a PUBACK: more gain nothing, and cost memory. */
  static final int MAX_WINDOW = 100;

  // MQTT 5, 3.4.2.1: refusals that say "later", never "this block".
  private static final int QUOTA_EXCEEDED = 0x97;
  private static final int FIRST_REFUSAL = 0x80;

  private final Map<BlockKey, Long> inFlight = new LinkedHashMap<>();
  private final LaneDispatch events;
  private final LaneDispatch readings;
  private final long pubackNanos;
  private int window;

  Dispatch(long firstEvent, long firstReading, Patience patience) {
    long stored = patience.stored().toNanos();
    events = new LaneDispatch(Lane.EVENTS, firstEvent, stored);
    readings = new LaneDispatch(Lane.READINGS, firstReading, stored);
    pubackNanos = patience.puback().toNanos();
  }

  /** What the broker's answer means. */
  enum Verdict {
    /** The block is with the broker. */
    ACCEPTED,
    /** It is not, and will be sent again. */
    LATER,
    /** It is not, and is at fault itself. */
    SET_ASIDE,
    /** It was not under way on this connection. */
    UNKNOWN
  }

  /** A new connection: whatever was in flight on the one before may or may not have arrived. */
  void connected(int receiveMaximum) {
    inFlight.clear();
    // One place is kept for announcements.
    window = Math.clamp(receiveMaximum - 1L, 1, MAX_WINDOW);
    events.connected();
    readings.connected();
  }

  boolean hasRoom() {
    return inFlight.size() < window;
  }

  /** From which seq on the lane's next block is to be looked for, if it may send one now. */
  OptionalLong wanted(Lane lane, long now) {
    return hasRoom() ? of(lane).wanted(now) : OptionalLong.empty();
  }

  /** Whether it was sent not for the first time. */
  boolean sent(BlockKey block, long now) {
    inFlight.put(block, now);
    return of(block.lane()).sent(block.seq(), now);
  }

  Verdict settled(BlockKey block, int reasonCode, long now) {
    if (inFlight.remove(block) == null) {
      return Verdict.UNKNOWN;
    }
    LaneDispatch lane = of(block.lane());
    if (reasonCode < FIRST_REFUSAL) {
      lane.accepted(block.seq());
      return Verdict.ACCEPTED;
    }
    return lane.refused(block.seq(), reasonCode != QUOTA_EXCEEDED, now)
        ? Verdict.SET_ASIDE
        : Verdict.LATER;
  }

  /** A block that cannot be sent at all. */
  void setAside(BlockKey block) {
    of(block.lane()).setAside(block.seq());
  }

  void acknowledged(Ack ack, long now) {
    events.acknowledged(ack.events(), now);
    readings.acknowledged(ack.readings(), now);
  }

  /** What the broker has accepted, in the form of the bridge's word. */
  Ack accepted(String epoch) {
    return new Ack(epoch, events.acceptedUpTo(), readings.acceptedUpTo());
  }

  /** Goes back where the bridge has been silent for too long. */
  List<Lane> rewind(long now) {
    return List.of(events, readings).stream()
        .filter(lane -> lane.rewindIfDue(now))
        .map(LaneDispatch::lane)
        .toList();
  }

  /** The block that the broker should have answered by now, if there is one. */
  Optional<BlockKey> overdue(long now) {
    return inFlight.entrySet().stream()
        .findFirst()
        .filter(oldest -> now - oldest.getValue() >= pubackNanos)
        .map(Map.Entry::getKey);
  }

  /** When to look again at the latest, in nanoseconds from now; never negative. */
  long waitNanos(long now) {
    // With a full window only an answer makes a difference, and that wakes by itself.
    long wait =
        hasRoom() ? Math.min(events.waitNanos(now), readings.waitNanos(now)) : Long.MAX_VALUE;
    if (!inFlight.isEmpty()) {
      wait = Math.min(wait, inFlight.values().iterator().next() + pubackNanos - now);
    }
    return Math.max(0, wait);
  }

  int inFlight() {
    return inFlight.size();
  }

  private LaneDispatch of(Lane lane) {
    return switch (lane) {
      case EVENTS -> events;
      case READINGS -> readings;
    };
  }
}
