package io.coldshelf.edge.uplink;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.util.List;

/** What the uplink asks of the journal, and tells it. */
interface Outgoing {

  /** Which life of the journal this is. */
  String epoch();

  /** Blocks that wait for delivery, {@link JournalReader#after}. */
  List<Block> after(Lane lane, long seq, int max);

  /** The lowest seq that waits for delivery, {@link JournalReader#first}. */
  long first(Lane lane);

  /** The highest seq ever written, {@link JournalReader#last}. */
  long last(Lane lane);

  /** What the receiver has stored, {@link Journal#acknowledge}. */
  boolean acknowledge(Ack ack);

  /** What no receiver will take, {@link Journal#setAside}. */
  void setAside(Lane lane, long seq, String reason);

  static Outgoing of(Journal journal) {
    return new Outgoing() {
      @Override
      public String epoch() {
        return journal.epoch();
      }

      @Override
      public List<Block> after(Lane lane, long seq, int max) {
        return journal.after(lane, seq, max);
      }

      @Override
      public long first(Lane lane) {
        return journal.first(lane);
      }

      @Override
      public long last(Lane lane) {
        return journal.last(lane);
      }

      @Override
      public boolean acknowledge(Ack ack) {
        return journal.acknowledge(ack);
      }

      @Override
      public void setAside(Lane lane, long seq, String reason) {
        journal.setAside(lane, seq, reason);
      }
    };
  }
}
