package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One row of a lane's table as a block. */
final class Rows {

  static final String COLUMNS =
      "seq, first_ms, last_ms, count, type, transform, prev, hash, payload, refused";

  private Rows() {}

  static Block block(String epoch, Lane lane, ResultSet row) throws SQLException {
    return new Block(
        epoch,
        lane,
        row.getLong(1),
        new Block.Span(row.getLong(2), row.getLong(3), row.getInt(4)),
        new Block.Encoding(row.getString(5), row.getString(6)),
        row.getBytes(9),
        row.getBytes(7),
        row.getBytes(8));
  }

  static boolean isRefused(ResultSet row) throws SQLException {
    return row.getString(10) != null;
  }
}
