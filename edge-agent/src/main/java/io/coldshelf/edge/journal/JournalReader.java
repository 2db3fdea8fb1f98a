package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * Whose journal it is.
   *
   * @return site and gateway
   */
  Topics owner();

  /**
   * Blocks that wait for delivery.
   *
   * @param lane which lane
   * @param seq after which block; 0 for the beginning
   * @param max how many at most, up to {@link #MAX_BLOCKS}
   * @return in ascending order, whole as their hashes tell; without those that were set aside
   */
  List<Block> after(Lane lane, long seq, int max);

  /**
   * Blocks of readings of a stretch of time, delivered or not.
   *
   * @param fromMillis the earliest, milliseconds since 1970, inclusive
   * @param toMillis the latest, exclusive
   * @param seq after which block; 0 for the beginning
   * @param max how many at most, up to {@link #MAX_BLOCKS}
   * @return in ascending order of seq, whole as their hashes tell; they may hold readings from
   *     before and after the stretch
   */
  List<Block> between(long fromMillis, long toMillis, long seq, int max);

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
   * One block, delivered or not.
   *
   * @param lane which lane
   * @param seq which block
   * @return the block, or nothing when the file does not hold it
   */
  Optional<Block> held(Lane lane, long seq);

  /**
   * The end of a lane's chain, to be signed or to be checked against what was signed.
   *
   * @param lane which lane
   * @return seq and hash of the last block ever written
   */
  Head.Tip tip(Lane lane);

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
