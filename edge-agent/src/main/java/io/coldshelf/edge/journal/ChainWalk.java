package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a lane's hashes from the first block held to the last. */
final class ChainWalk {

  private static final int PAGE = 200;

  private final Statement statement;
  private final String epoch;
  private final Lane lane;
  private long first;
  private long blocks;
  private @Nullable Block before;
  private Optional<String> fault = Optional.empty();

  private ChainWalk(Statement statement, String epoch, Lane lane) {
    this.statement = statement;
    this.epoch = epoch;
    this.lane = lane;
  }

  static Verification verify(Path file) {
    try (SqliteReader reader = SqliteReader.open(file);
        Connection connection = Sqlite.openToRead(file);
        Statement statement = connection.createStatement()) {
      List<Verification.Chain> chains = new ArrayList<>();
      for (Lane lane : Lane.values()) {
        chains.add(new ChainWalk(statement, reader.epoch(), lane).walk());
      }
      return new Verification(reader.epoch(), chains);
    } catch (SQLException e) {
      throw Sqlite.failure("cannot read " + file, e);
    }
  }

  private Verification.Chain walk() throws SQLException {
    while (fault.isEmpty() && page()) {
      // each page is read to its end before the next one
    }
    if (fault.isEmpty()) {
      fault = atTheEnd();
    }
    Block end = before;
    return new Verification.Chain(lane, first, end == null ? 0 : end.seq(), blocks, fault);
  }

  private boolean page() throws SQLException {
    Block end = before;
    String query =
        "select "
            + Rows.COLUMNS
            + " from "
            + lane.code()
            + " where seq > "
            + (end == null ? 0 : end.seq())
            + " order by seq limit "
            + PAGE;
    int rows = 0;
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next() && fault.isEmpty()) {
        step(Rows.block(epoch, lane, row));
        rows++;
      }
    }
    return rows == PAGE;
  }

  private void step(Block block) {
    Block previous = before;
    boolean intact = block.isIntact() && block.encoding().isKnown();
    fault = intact ? link(previous, block) : fault(block, "was altered");
    if (previous == null) {
      first = block.seq();
    }
    before = block;
    blocks++;
  }

  private Optional<String> link(@Nullable Block previous, Block block) {
    if (previous == null) {
      return block.seq() == 1 && !Arrays.equals(block.prev(), Block.noHash())
          ? fault(block, "does not begin the chain")
          : Optional.empty();
    }
    if (block.seq() == previous.seq() + 1) {
      return Arrays.equals(block.prev(), previous.hash())
          ? Optional.empty()
          : fault(block, "does not follow from the one before it");
    }
    return fault(block, "follows a gap after block " + previous.seq());
  }

  private Optional<String> atTheEnd() throws SQLException {
    Block end = before;
    if (end == null) {
      return Optional.empty();
    }
    try (ResultSet row =
        statement.executeQuery("select last from lane where lane = " + lane.number())) {
      long last = row.next() ? row.getLong(1) : 0;
      boolean same = last == end.seq() || (last > end.seq() && blocksAfter(end));
      return same
          ? Optional.empty()
          : fault(end, "is not the last one that was written, but the last one held");
    }
  }

  /** The agent may have gone on writing meanwhile. */
  private boolean blocksAfter(Block end) throws SQLException {
    try (Statement other = statement.getConnection().createStatement()) {
      return Sqlite.number(
              other, "select count(*) from " + lane.code() + " where seq > " + end.seq())
          > 0;
    }
  }

  private Optional<String> fault(Block block, String what) {
    return Optional.of("block " + block.seq() + " of " + lane.code() + " " + what);
  }
}
