package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.WireException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a lane's table as a block, and the other way round. */
final class Rows {

  static final String COLUMNS =
      "seq, first_ms, last_ms, count, clock, type, transform, prev, hash, payload";

  private Rows() {}

  static Block block(String epoch, Lane lane, ResultSet row) throws SQLException {
    return new Block(
        epoch,
        lane,
        row.getLong(1),
        new Block.Span(row.getLong(2), row.getLong(3), row.getInt(4), clock(row.getString(5))),
        new Block.Encoding(row.getString(6), row.getString(7)),
        row.getBytes(10),
        row.getBytes(8),
        row.getBytes(9));
  }

  /** A clock that cannot be read is damage, which the block's hash then tells. */
  static Optional<ClockState> clock(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(ClockState::parse);
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  static @Nullable String clock(Optional<ClockState> clock) {
    return clock.map(ClockState::text).orElse(null);
  }

  static void bind(PreparedStatement insert, Block block) throws SQLException {
    insert.setLong(1, block.seq());
    insert.setLong(2, block.span().firstMillis());
    insert.setLong(3, block.span().lastMillis());
    insert.setInt(4, block.span().count());
    insert.setString(5, clock(block.span().clock()));
    insert.setString(6, block.encoding().contentType());
    insert.setString(7, block.encoding().transform());
    insert.setBytes(8, block.prev());
    insert.setBytes(9, block.hash());
    insert.setBytes(10, block.payload());
  }
}
