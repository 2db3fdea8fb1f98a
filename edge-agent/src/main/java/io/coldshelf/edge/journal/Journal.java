package io.coldshelf.edge.journal;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import java.nio.file.Path;

/**
 * The durable log of the gateway. One thread writes: it alone calls {@link #commit}, {@link
 * #maintain} and {@link #close}. The uplink's thread reads, and reports what was acknowledged; that
 * is remembered and applied by the writer, so that the file has one writer only.
 *
 * <p>The file is SQLite with a write-ahead log, and synchronous: a commit that returned survives
 * the loss of power. Its tables:
 *
 * <pre>
 *   life      one row: epoch, begun_ms, and how many events, readings, sightings and commits ever
 *   lane      one row a lane: lane (0 events, 1 readings), last seq, hash of the last block,
 *             acknowledged seq; it outlives the blocks, so that seq and chain go on when all are gone
 *   events    one row a block; the columns are those of io.coldshelf.wire.Block:
 *   readings    seq       integer primary key, from 1, without holes when written
 *               first_ms  earliest time in the payload, milliseconds since 1970
 *               last_ms   latest
 *               count     how many events, or readings and sightings
 *               type      content type
 *               transform identity or deflate
 *               prev      32 bytes, hash of the block before
 *               hash      32 bytes, SHA-256(prev, epoch, 0, lane, seq as 8 bytes, payload)
 *               refused   null, or why no receiver will have it: set aside, kept as evidence
 *               payload   the bytes as they are sent
 *   state     key, value: detector state, saved with the events that it produced
 * </pre>
 */
public interface Journal extends JournalReader {

  /**
   * Opens a journal, or makes one. A damaged file is renamed, never deleted and never a reason not
   * to start: a new one with a new epoch takes its place.
   *
   * @param file the database; its folder must exist
   * @param setup what it needs from outside
   * @return the journal and whether it had to begin anew
   * @throws JournalException when no journal can be made there, or a newer version wrote this one
   */
  static Opened open(Path file, JournalSetup setup) {
    return SqliteJournal.open(file, setup);
  }

  /**
   * Opens a journal to look at it, also while the agent runs.
   *
   * @param file the database
   * @return a reader
   * @throws JournalException when there is none, or it cannot be read
   */
  static JournalReader openReadOnly(Path file) {
    return SqliteReader.open(file);
  }

  /**
   * Walks all blocks and checks their hashes.
   *
   * @param file the database; the agent may be running
   * @return what was found
   * @throws JournalException when there is none, or it cannot be read
   */
  static Verification verify(Path file) {
    return ChainWalk.verify(file);
  }

  /**
   * Makes all of a commit durable in one transaction.
   *
   * @param commit what to write; an empty one only applies what was acknowledged
   * @throws JournalException when nothing of it was written: keep it and try again
   */
  void commit(Commit commit);

  /**
   * What the receiver has stored. Any thread. The blocks up to there are forgotten by the writer's
   * next call.
   *
   * @param ack cumulative
   * @return false when it is not about this epoch, or speaks of blocks that were never written:
   *     then nothing is forgotten
   */
  boolean acknowledge(Ack ack);

  /**
   * No receiver will ever take this block: it stays in the file as evidence, but waits for delivery
   * no more. Any thread; applied by the writer's next call.
   *
   * @param lane which lane
   * @param seq which block
   * @param reason one sentence for a person
   */
  void setAside(Lane lane, long seq, String reason);

  /** Applies what was acknowledged and gives space back to the disk. To be called when idle. */
  void maintain();
}
