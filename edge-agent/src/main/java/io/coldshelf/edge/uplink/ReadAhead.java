package io.coldshelf.edge.uplink;

import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Reads one lane of the journal a few blocks at a time, and not at all while nothing is new. */
final class ReadAhead {

  /** How many blocks are kept in memory at most; one is some 20 KB with 2,000 readings. */
  static final int MAX_BLOCKS = 32;

  private final JournalReader journal;
  private final Lane lane;

  /** All blocks that the journal holds from {@code position} on, up to some seq. */
  private final Deque<Block> buffer = new ArrayDeque<>();

  private long position;
  private boolean exhausted;
  private long first;

  ReadAhead(JournalReader journal, Lane lane) {
    this.journal = journal;
    this.lane = lane;
  }

  /** The journal may have grown. */
  void woken() {
    exhausted = false;
  }

  /** What comes next is not what follows. */
  void clear() {
    buffer.clear();
    exhausted = false;
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
    Optional<Block> next = Optional.ofNullable(buffer.pollFirst());
    next.ifPresent(block -> position = block.seq() + 1);
    return next;
  }

  private void refill(long seq) {
    if (exhausted && seq >= position) {
      return;
    }
    first = journal.first(lane);
    buffer.addAll(journal.after(lane, seq - 1, MAX_BLOCKS));
    position = seq;
    exhausted = buffer.isEmpty();
  }

  /** The lowest seq still held for delivery, as of the last look. */
  long first() {
    return first;
  }
}
