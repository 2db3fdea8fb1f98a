package io.coldshelf.edge.journal;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * The durable log of the gateway. One thread writes: it alone calls {@link #commit}, {@link
 * #maintain} and {@link #close}. The uplink's thread reads, and reports what was acknowledged; that
 * is remembered and noted by the writer with its next commit, so that the file has one writer only
 * and an acknowledgement costs no write of its own.
 *
 * <p>The file is SQLite with a write-ahead log, and synchronous: a commit that returned survives
 * the loss of power. Its tables:
 *
 * <pre>
 *   life      one row: epoch, begun_ms, max_bytes, owner (/site/gateway)
 *   lane      one row a lane: lane (0 events, 1 readings), last seq, hash of the last block,
 *             acknowledged seq, how many readings, sightings and commits ever, crc of all that; it
 *             outlives the blocks, so that seq and chain go on when all are gone
 *   events    one row a block; the columns are those of io.coldshelf.wire.Block:
 *   readings    seq       integer primary key, from 1, without holes
 *               first_ms  earliest time in the payload, milliseconds since 1970
 *               last_ms   latest
 *               count     how many events, or readings, sightings and summaries
 *               clock     null, or by which clock it was stamped
 *               type      content type
 *               transform identity or deflate
 *               prev      32 bytes, hash of the block before
 *               hash      32 bytes, see io.coldshelf.wire.Block
 *               payload   the bytes as they are sent
 *   zone      first_seq, last_seq, first_ms, last_ms: what time each 64 blocks of readings cover
 *   refused   lane, seq, reason: no receiver will have this block; it is kept as evidence
 *   pending   n, readings, sightings, clock, payload: a commit's readings that wait for more to
 *             share a block with
 *   state     key, value, crc: detector state, saved with the events that it produced
 * </pre>
 *
 * <p>A row of events or readings is never changed. Blocks that the bridge has stored stay as local
 * history until their room is needed; {@link Capacity} says what goes when.
 */
public interface Journal extends JournalReader {

  /**
   * Opens a journal, or makes one. A damaged file is renamed, never deleted and never a reason not
   * to start: a new one with a new epoch takes its place, and what is whole in the old one and not
   * stored by the bridge is carried over into it.
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
   * Does what the first journal of a process would have to wait for. Touches no file but the native
   * library's; may be left out, and may go on while a journal is opened.
   */
  static void warmUp() {
    try {
      Sqlite.warmUp();
    } catch (SQLException e) {
      // Opening the journal meets it too, and says it with the file's name.
      System.getLogger(Journal.class.getName()).log(Level.DEBUG, "warming up failed", e);
    }
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
   * What the receiver has stored. Any thread. The blocks up to there wait for delivery no more; the
   * writer notes it with its next call.
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

  /**
   * Notes what was acknowledged, and keeps a reserve of disk space. To be called now and then when
   * idle: each call may write.
   */
  void maintain();
}
