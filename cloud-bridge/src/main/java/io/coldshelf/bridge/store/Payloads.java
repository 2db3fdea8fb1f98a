package io.coldshelf.bridge.store;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.ClockState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Blocks of readings as they came. A block is acknowledged once it is here; its readings are
 * unfolded into rows in the same transaction or later, in the order of arrival:
 *
 * <pre>
 *   id      1  2  3  4  5  6  7
 *           unfolded └ upto = 4    5, 6 and 7 wait; a restart goes on at 5
 * </pre>
 *
 * <p>What is unfolded stays for a while as evidence, and to place its readings anew when their
 * clock turns out to have been wrong.
 */
public final class Payloads {

  private static final String BYTES = "payload-bytes";

  private Payloads() {}

  /**
   * A block of readings.
   *
   * @param encoding how it is written
   * @param clock by which clock it was stamped, where it is known
   * @param count how many readings it says that it holds
   * @param body the bytes as sent
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Body(Block.Encoding encoding, Optional<ClockState> clock, int count, byte[] body) {}

  /**
   * Which block a payload is.
   *
   * @param stream the number of its stream
   * @param seq its number in the stream
   */
  public record Place(long stream, long seq) {}

  /**
   * A block of readings that is here.
   *
   * @param id its number
   * @param gateway its gateway's number
   * @param place which block it is, where the gateway numbers them
   * @param content what came
   */
  public record Kept(long id, long gateway, Optional<Place> place, Body content) {}

  /**
   * What waits to be unfolded.
   *
   * @param blocks how many blocks
   * @param sinceMillis when the oldest of them came, milliseconds since 1970; empty for none
   */
  public record Waiting(long blocks, OptionalLong sinceMillis) {}

  /**
   * Keeps a block of readings.
   *
   * @param sql within the transaction that notes the block
   * @param gateway the gateway's number
   * @param place which block it is, where the gateway numbers them
   * @param content what came
   * @param now milliseconds since 1970
   * @return its number, higher than all before
   * @throws SQLException when the store cannot
   */
  public static long put(Sql sql, long gateway, Optional<Place> place, Body content, long now)
      throws SQLException {
    sql.update(
        "insert into payload(gateway, stream, seq, content_type, encoding, clock, count,"
            + " received_at, body) values(?,?,?,?,?,?,?,?,?)",
        gateway,
        place.map(Place::stream),
        place.map(Place::seq),
        content.encoding().contentType(),
        content.encoding().transform(),
        content.clock().map(ClockState::text),
        content.count(),
        now,
        content.body());
    long id = sql.number("select last_insert_rowid() as n");
    Totals.count(sql, BYTES, content.body().length);
    if (place.isPresent()) {
      Blocks.keptAs(sql, place.get().stream(), place.get().seq(), Blocks.Keeper.PAYLOAD, id);
    }
    return id;
  }

  /**
   * How much waits to be unfolded.
   *
   * @param sql a connection
   * @return the backlog
   * @throws SQLException when the store cannot
   */
  public static Waiting waiting(Sql sql) throws SQLException {
    long upto = upto(sql);
    // Numbers are given without holes and deleted only below.
    long blocks = Math.max(0, sql.number("select max(id) as n from payload") - upto);
    return new Waiting(
        blocks,
        sql.first(
                "select received_at from payload where id>? order by id limit 1",
                row -> OptionalLong.of(row.whole("received_at")),
                upto)
            .orElse(OptionalLong.empty()));
  }

  static long upto(Sql sql) throws SQLException {
    return sql.number("select upto as n from unfolded");
  }

  /**
   * The next blocks to unfold.
   *
   * @param sql a connection
   * @param maxBlocks at most so many
   * @param maxReadings no more once so many readings are reached; a first block is always given
   * @return in the order of arrival
   * @throws SQLException when the store cannot
   */
  public static List<Kept> next(Sql sql, int maxBlocks, int maxReadings) throws SQLException {
    List<Kept> kept = new ArrayList<>();
    int readings = 0;
    for (long id :
        sql.list(
            "select id from payload where id>? order by id limit ?",
            row -> row.whole("id"),
            upto(sql),
            maxBlocks)) {
      Optional<Kept> one = find(sql, id);
      if (one.isPresent()) {
        readings += one.get().content().count();
        kept.add(one.get());
      }
      if (readings >= maxReadings) {
        break;
      }
    }
    return kept;
  }

  /**
   * Finds one.
   *
   * @param sql a connection
   * @param id its number
   * @return the block, unless it was deleted since
   * @throws SQLException when the store cannot
   */
  public static Optional<Kept> find(Sql sql, long id) throws SQLException {
    return sql.first("select * from payload where id=?", Payloads::kept, id);
  }

  private static Kept kept(Row row) throws SQLException {
    OptionalLong stream = row.maybeWhole("stream");
    return new Kept(
        row.whole("id"),
        row.whole("gateway"),
        stream.isEmpty()
            ? Optional.empty()
            : Optional.of(new Place(stream.getAsLong(), row.whole("seq"))),
        new Body(
            new Block.Encoding(row.text("content_type"), row.text("encoding")),
            row.maybeText("clock").map(ClockState::parse),
            Math.toIntExact(row.whole("count")),
            row.bytes("body")));
  }

  /**
   * Notes that a block is unfolded, and all before it.
   *
   * @param sql within the transaction that keeps its readings
   * @param id its number
   * @throws SQLException when the store cannot
   */
  public static void unfolded(Sql sql, long id) throws SQLException {
    sql.update("update unfolded set upto=max(upto, ?)", id);
  }

  /**
   * Deletes the oldest that are older than a time, or beyond a number of bytes; never one that is
   * not unfolded.
   *
   * @param sql within a transaction
   * @param beforeMillis what came before may go, milliseconds since 1970
   * @param maxBytes what is more may go
   * @param maxBlocks at most so many at once
   * @return how many were deleted
   * @throws SQLException when the store cannot
   */
  public static int expire(Sql sql, long beforeMillis, long maxBytes, int maxBlocks)
      throws SQLException {
    long excess = sql.number("select n from total where name=?", BYTES) - maxBytes;
    long last = 0;
    int blocks = 0;
    long bytes = 0;
    for (Oldest each :
        sql.list(
            "select id, received_at, length(body) as bytes from payload where id<=? order by id"
                + " limit ?",
            row -> new Oldest(row.whole("id"), row.whole("received_at"), row.whole("bytes")),
            upto(sql),
            maxBlocks)) {
      if (each.receivedMillis() >= beforeMillis && bytes >= excess) {
        break;
      }
      last = each.id();
      bytes += each.bytes();
      blocks++;
    }
    if (blocks > 0) {
      sql.update("delete from payload where id<=?", last);
      sql.update("update unsynced set payload=null where payload<=?", last);
      sql.update("update total set n = n - ? where name=?", bytes, BYTES);
    }
    return blocks;
  }

  private record Oldest(long id, long receivedMillis, long bytes) {}
}
