package io.coldshelf.edge.uplink;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Decides which block goes next, how many may be under way, and what to send again. It has no
 * thread, no socket and no clock: times come in, in nanoseconds of a clock that never goes back.
 *
 * <ul>
 *   <li>Events go before readings, block by block, and find few of them in their way.
 *   <li>The broker's PUBACK moves the window; only the bridge's word lets a block go.
 *   <li>What the bridge has not stored in time is sent again, a few blocks first.
 *   <li>A refused block waits, and the others go past it.
 * </ul>
 */
final class Dispatch {

  /** The most blocks that wait for a PUBACK, of both lanes together. */
  static final int MAX_WINDOW = FlightWindow.MAX_BLOCKS;

  /** One in so many places of the window is for events alone. */
  private static final int SHARE_OF_EVENTS = 8;

  /** No line that is of use is slower: so much longer a large block may take to be answered. */
  private static final long LEAST_BYTES_PER_SECOND = 2_000;

  /** A block under way. */
  private record Flight(long sentNanos, int bytes) {}

  private final Map<BlockKey, Flight> inFlight = new LinkedHashMap<>();
  private final LaneDispatch events;
  private final LaneDispatch readings;
  private final long pubackNanos;
  private FlightWindow readingsWindow = new FlightWindow();
  private int window;
  private int eventPlaces;
  private long answeredNanos;

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
    eventPlaces = window == 1 ? 0 : Math.ceilDiv(window, SHARE_OF_EVENTS);
    readingsWindow = new FlightWindow();
    events.connected();
    readings.connected();
  }

  private boolean hasRoom(Lane lane) {
    return switch (lane) {
      case EVENTS -> inFlight.size() < window;
      case READINGS -> inFlight.size() < window - eventPlaces && readingsWindow.hasRoom();
    };
  }

  /** From which seq on the lane's next block is to be looked for, if it may send one now. */
  OptionalLong wanted(Lane lane, long now) {
    return hasRoom(lane) ? of(lane).wanted(now) : OptionalLong.empty();
  }

  /** Whether it was sent not for the first time. */
  boolean sent(BlockKey block, int packetBytes, long now) {
    if (inFlight.isEmpty()) {
      answeredNanos = now; // nothing was asked: the wait for an answer begins here
    }
    inFlight.put(block, new Flight(now, packetBytes));
    if (block.lane() == Lane.READINGS) {
      readingsWindow.sent(packetBytes);
    }
    return of(block.lane()).sent(block.seq(), now);
  }

  Verdict settled(BlockKey block, int reasonCode, long now) {
    Flight flight = inFlight.remove(block);
    if (flight == null) {
      return Verdict.UNKNOWN;
    }
    answeredNanos = now;
    if (block.lane() == Lane.READINGS) {
      readingsWindow.answered(flight.bytes(), now - flight.sentNanos());
    }
    LaneDispatch lane = of(block.lane());
    if (!Refusal.isOne(reasonCode)) {
      lane.accepted(block.seq());
      if (reasonCode == Refusal.NO_MATCHING_SUBSCRIBERS) {
        lane.unheard(block.seq());
      }
      return Verdict.ACCEPTED;
    }
    return lane.refused(block.seq(), Refusal.mayBeOfTheBlock(reasonCode), now)
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

  /**
   * The block that the broker should have answered by now, if there is one. Answers come in the
   * order of the blocks, so a slow line is alive as long as they come at all.
   */
  Optional<BlockKey> overdue(long now) {
    return inFlight.entrySet().stream()
        .findFirst()
        .filter(oldest -> now - dueNanos(oldest.getValue()) >= 0)
        .map(Map.Entry::getKey);
  }

  private long dueNanos(Flight oldest) {
    long transfer = TimeUnit.SECONDS.toNanos(oldest.bytes()) / LEAST_BYTES_PER_SECOND;
    long since = Math.max(oldest.sentNanos() - answeredNanos, 0) + answeredNanos;
    return since + pubackNanos + transfer;
  }

  /**
   * When to look again at the latest, in nanoseconds from now; never negative. With a full window
   * only an answer makes a difference, and that wakes by itself.
   */
  long waitNanos(long now) {
    long wait = Long.MAX_VALUE;
    for (LaneDispatch lane : List.of(events, readings)) {
      if (hasRoom(lane.lane())) {
        wait = Math.min(wait, lane.waitNanos(now));
      }
    }
    if (!inFlight.isEmpty()) {
      wait = Math.min(wait, dueNanos(inFlight.values().iterator().next()) - now);
    }
    return Math.max(0, wait);
  }

  int inFlight() {
    return inFlight.size();
  }

  /** Up to where the bridge has stored a lane. */
  long acknowledged(Lane lane) {
    return of(lane).acknowledged();
  }

  /** Up to where a lane was ever sent. */
  long highestSent(Lane lane) {
    return of(lane).highestSent();
  }

  /** The bridge has said something, be it nothing new. */
  void heard() {
    events.heard();
    readings.heard();
  }

  private LaneDispatch of(Lane lane) {
    return switch (lane) {
      case EVENTS -> events;
      case READINGS -> readings;
    };
  }
}
