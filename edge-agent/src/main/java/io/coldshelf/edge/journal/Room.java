package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.BlockCutter.Draft;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.WireException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the file within its capacity, a little with each transaction. First go blocks that the
 * bridge has stored, from the oldest on; then the oldest readings that it has not stored are
 * thinned; events that it has not stored stay.
 */
final class Room {

  /** How many blocks one transaction forgets at most: a long one would hold up an alarm. */
  static final int MAX_FORGOTTEN = 500;

  /** How many blocks are thinned at once: some 10 ms of work. */
  static final int MAX_THINNED = 32;

  /** After so many bytes written the file's real size is asked for again. */
  private static final long LOOK_BYTES = 256 << 10;

  /** Blocks grow older slowly: after so many the oldest one's age is looked at. */
  private static final int LOOK_AT_AGE_BLOCKS = 64;

  /** Thinning must leave no more than this of the bytes, else it is not worth what it gives up. */
  private static final int WORTHWHILE_TENTHS = 7;

  /** What a row has beside its payload. */
  private static final int ROW_BYTES = 200;

  /** On a tight disk so much room is kept free within the file. */
  private static final long FREE_BYTES = 1 << 20;

  private final JournalSetup setup;
  private final Disk disk;
  private final Statement statement;
  private final PreparedStatement oldest;
  private final PreparedStatement readingsToThin;
  private final PreparedStatement forgetRefused;
  private final LaneTail events;
  private final LaneTail readings;
  private final String epoch;
  private final BlockCutter cutter;

  private long usedBytes;
  private long freeBytes;
  private boolean isDiskTight;
  private long fruitlessAt = -1;
  private long sinceLook;
  private int blocksSinceAge = LOOK_AT_AGE_BLOCKS;

  Room(
      Connection connection,
      JournalSetup setup,
      Disk disk,
      LaneTail events,
      LaneTail readings,
      String epoch)
      throws SQLException {
    this.setup = setup;
    this.disk = disk;
    this.statement = connection.createStatement();
    this.events = events;
    this.readings = readings;
    this.epoch = epoch;
    cutter = new BlockCutter(setup.payloads().encoder());
    oldest =
        connection.prepareStatement(
            "select max(last_seq) from zone where last_ms < (select max(last_ms) from zone) - ?"
                + " and last_seq <= ?");
    forgetRefused = connection.prepareStatement("delete from refused where lane = ? and seq <= ?");
    readingsToThin =
        connection.prepareStatement(
            "select " + Rows.COLUMNS + " from readings where seq > ? order by seq limit ?");
    look();
  }

  /** A block was written. */
  void used(Draft draft) {
    usedBytes += draft.payload().length + ROW_BYTES;
    sinceLook += draft.payload().length + ROW_BYTES;
    blocksSinceAge++;
  }

  private void look() throws SQLException {
    long pages = Sqlite.number(statement, "pragma page_count");
    long free = Sqlite.number(statement, "pragma freelist_count");
    usedBytes = (pages - free) * Sqlite.PAGE_BYTES;
    freeBytes = free * Sqlite.PAGE_BYTES;
    isDiskTight = disk.isTight();
    sinceLook = 0;
  }

  /** Within a transaction, before anything is added. */
  void make() throws SQLException {
    if (sinceLook > LOOK_BYTES) {
      look();
    }
    boolean tight = isDiskTight && freeBytes < FREE_BYTES;
    if (tight || usedBytes > setup.capacity().highWaterBytes()) {
      forgetOrThin();
      look();
    } else if (blocksSinceAge >= LOOK_AT_AGE_BLOCKS) {
      forgetOld();
    }
  }

  private void forgetOrThin() throws SQLException {
    boolean some = forget(readings, readings.acknowledged());
    some |= forget(events, events.acknowledged());
    if (!some) {
      thin();
    }
  }

  private boolean forget(LaneTail lane, long upTo) throws SQLException {
    long end = Math.min(upTo, lane.forgotten() + MAX_FORGOTTEN);
    if (end <= lane.forgotten()) {
      return false;
    }
    lane.forget(end);
    forgetRefused.setLong(1, lane.number());
    forgetRefused.setLong(2, end);
    forgetRefused.executeUpdate();
    return true;
  }

  /** Age is told by the newest block, not by a clock. */
  private void forgetOld() throws SQLException {
    blocksSinceAge = 0;
    oldest.setLong(1, setup.capacity().maxAge().toMillis());
    oldest.setLong(2, readings.acknowledged());
    try (ResultSet row = oldest.executeQuery()) {
      if (row.next() && row.getLong(1) > readings.forgotten()) {
        forget(readings, row.getLong(1));
      }
    }
  }

  /** Where nothing is gained by it, the commit is refused in the end, once the file is full. */
  private void thin() throws SQLException {
    if (readings.forgotten() == fruitlessAt) {
      return;
    }
    List<Block> blocks = oldestReadings();
    long bytesBefore = blocks.stream().mapToLong(block -> block.payload().length).sum();
    Thinning thinning = new Thinning();
    long stood = 0;
    for (Block block : blocks) {
      stood += block.span().count();
      try {
        thinning.add(setup.payloads().read(block.encoding(), block.payload()));
      } catch (WireException e) {
        throw new SQLException(
            "block " + block.seq() + " cannot be read: " + e.getMessage(), "", Sqlite.CORRUPT, e);
      }
    }
    if (blocks.isEmpty()) {
      return;
    }
    Block first = blocks.getFirst();
    Block last = blocks.getLast();
    Thinning.Left left = thinning.left();
    List<Draft> drafts = cutter.cutThinned(left.summaries(), left.sightings(), last.span());
    long bytesAfter = drafts.stream().mapToLong(draft -> draft.payload().length).sum();
    if (bytesAfter + (long) ROW_BYTES * drafts.size()
        > (bytesBefore + (long) ROW_BYTES * blocks.size()) / 10 * WORTHWHILE_TENTHS) {
      fruitlessAt = readings.forgotten();
      return;
    }
    Thinned thinned =
        new Thinned(
            first.seq(),
            last.seq(),
            left.firstMillis(),
            left.lastMillis(),
            stood,
            left.count(),
            left.stretchMillis());
    readings.forget(last.seq());
    for (Draft draft : drafts) {
      readings.append(draft);
    }
    events.append(BlockCutter.event(setup.notice().apply(thinned), last.span()));
  }

  private List<Block> oldestReadings() throws SQLException {
    readingsToThin.setLong(1, readings.forgotten());
    readingsToThin.setInt(2, MAX_THINNED);
    List<Block> blocks = new ArrayList<>();
    try (ResultSet row = readingsToThin.executeQuery()) {
      while (row.next()) {
        Block block = Rows.block(epoch, Lane.READINGS, row);
        // One block has one clock, and so has what is left of several.
        if (!blocks.isEmpty() && !block.span().clock().equals(blocks.getFirst().span().clock())) {
          break;
        }
        blocks.add(block);
      }
    }
    return blocks;
  }
}
