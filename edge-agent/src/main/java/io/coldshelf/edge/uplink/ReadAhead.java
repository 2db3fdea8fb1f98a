package io.coldshelf.edge.uplink;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads one lane of the journal a few blocks at a time, and not at all while nothing was committed.
 */
final class ReadAhead {

  /**
   * How many blocks are kept in memory at most; one is some 10 KB with 1,000 readings. Few, since
   * an event that is committed meanwhile waits for the end of such a read.
   */
  static final int MAX_BLOCKS = 8;

  private static final long NEVER = -1;

  private final Outgoing journal;
  private final Lane lane;
  private final Wakes wakes;

  /** All blocks that the journal holds from {@code position} on, up to some seq. */
  private final Deque<Block> buffer = new ArrayDeque<>();

  private long position;

  /** As of which commit there was nothing from {@code position} on. */
  private long exhaustedAt = NEVER;

  private long first;
  private boolean firstIsKnown;
  private long highestHole;

  ReadAhead(Outgoing journal, Lane lane, Wakes wakes) {
    this.journal = journal;
    this.lane = lane;
    this.wakes = wakes;
  }

  /** What comes next is not what follows. */
  void clear() {
    buffer.clear();
    look();
    firstIsKnown = false;
  }

  /** The journal may have grown, though nobody has said so. */
  void look() {
    exhaustedAt = NEVER;
  }

  /** The block with this seq, or the next higher one that is held. */
  Optional<Block> from(long seq) {
    if (!buffer.isEmpty() && seq < position) {
      // One that was refused, again; the others stay as they are.
      List<Block> one = journal.after(lane, seq - 1, 1);
      return one.stream().findFirst();
    }
    while (!buffer.isEmpty() && buffer.getFirst().seq() < seq) {
      buffer.removeFirst();
    }
    if (buffer.isEmpty()) {
      refill(seq);
    }
    Block next = buffer.pollFirst();
    if (next == null) {
      return Optional.empty();
    }
    position = next.seq() + 1;
    if (next.seq() > seq) {
      hole(next.seq() - 1);
    }
    return Optional.of(next);
  }

  /** Nothing with this seq will ever be sent. */
  void hole(long seq) {
    highestHole = Math.max(highestHole, seq);
  }

  private void refill(long seq) {
    long now = wakes.count(); // before the look: a commit from here on is looked for again
    if (exhaustedAt == now && seq >= position) {
      return;
    }
    buffer.addAll(journal.after(lane, seq - 1, MAX_BLOCKS));
    position = seq;
    exhaustedAt = buffer.isEmpty() ? now : NEVER;
  }

  /**
   * The lowest seq still held for delivery. Once the journal has said it, it moves with what is
   * acknowledged; while a hole lies ahead the journal is asked each time.
   */
  long first(long acknowledged) {
    if (!firstIsKnown || acknowledged < highestHole) {
      first = journal.first(lane);
      firstIsKnown = true;
    }
    return Math.max(first, acknowledged + 1);
  }
}
