package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.util.List;
import java.util.Map;

/**
 * What can be read from a journal, by any thread, while another one writes. Every call sees all
 * that was committed before it. All methods throw {@link JournalException} when the file cannot be
 * read.
 */
public interface JournalReader extends AutoCloseable {

  /** The most blocks that one call of {@link #after} hands out: a long read hinders the writer. */
  int MAX_BLOCKS = 500;

  /**
   * Which life of the journal this is.
   *
   * @return a short id, made with each new file
   */
  String epoch();

  /**
   * Blocks that wait for delivery.
   *
   * @param lane which lane
   * @param seq after which block; 0 for the beginning
   * @param max how many at most, up to {@link #MAX_BLOCKS}
   * @return in ascending order; without those that were set aside, and not checked for damage
   */
  List<Block> after(Lane lane, long seq, int max);

  /**
   * The end of what waits for delivery that leaves first.
   *
   * @param lane which lane
   * @return the lowest seq; last + 1 when nothing waits
   */
  long first(Lane lane);

  /**
   * The other end.
   *
   * @param lane which lane
   * @return the highest seq ever written, 0 before the first
   */
  long last(Lane lane);

  /**
   * Detector state as of the last commit.
   *
   * @return bytes by key
   */
  Map<String, byte[]> state();

  /**
   * The journal in numbers.
   *
   * @return a snapshot
   */
  JournalStats stats();

  /** Closes the file. */
  @Override
  void close();
}
