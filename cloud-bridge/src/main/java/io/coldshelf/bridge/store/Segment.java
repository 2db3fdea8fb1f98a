package io.coldshelf.bridge.store;

import io.coldshelf.wire.Lane;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A stretch of a chain of blocks, for whoever wants to check it. */
public final class Segment {

  /** Blocks of one answer. */
  public static final int MAX_PAGE = 200;

  private Segment() {}

  /**
   * One block.
   *
   * @param seq its number
   * @param count how many readings and sightings, or events, it says that it holds
   * @param proof its hashes and its clock, as it came with them
   * @param receivedMillis when it came, milliseconds since 1970
   * @param isBroken whether it does not continue the one before, or a head contradicts it
   * @param bytes what it holds, while that is kept
   */
  public record Link(
      long seq,
      long count,
      Proof proof,
      long receivedMillis,
      boolean isBroken,
      Optional<Bytes> bytes) {}

  /**
   * What ties a block to its neighbours, in the words in which it came.
   *
   * @param hash its hash
   * @param prev the hash of the one before
   * @param clock the clock that stamped it
   */
  public record Proof(Optional<String> hash, Optional<String> prev, Optional<String> clock) {}

  /**
   * The bytes as sent.
   *
   * @param contentType their content type, where it was kept
   * @param encoding {@code identity} or {@code deflate}, where it was kept
   * @param body the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Bytes(Optional<String> contentType, Optional<String> encoding, byte[] body) {}

  /**
   * Blocks in the order of their numbers.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @param epoch which life of its journal
   * @param lane which lane
   * @param range their numbers: from, to, both inclusive
   * @param limit at most so many, up to {@link #MAX_PAGE}
   * @return those that are here
   * @throws SQLException when the store cannot
   */
  public static List<Link> list(
      Sql sql, long gateway, String epoch, Lane lane, Range range, int limit) throws SQLException {
    OptionalLong stream = Blocks.known(sql, gateway, epoch, lane);
    if (stream.isEmpty()) {
      return List.of();
    }
    return sql.list(
        "select b.*, c.seq is not null as broken, p.content_type as content_type,"
            + " p.encoding as encoding, coalesce(p.body, e.body, r.payload) as body from block b"
            + " left join chain_break c on c.stream = b.stream and c.seq = b.seq"
            + " left join payload p on p.id = b.payload left join event e on e.seq = b.event"
            + " left join rejected r on r.id = b.rejected"
            + " where b.stream=? and b.seq>=? and b.seq<=? order by b.seq limit ?",
        Segment::link,
        stream.getAsLong(),
        range.from(),
        range.to(),
        Math.min(limit, MAX_PAGE));
  }

  /**
   * Numbers of blocks.
   *
   * @param from the least, inclusive
   * @param to the greatest, inclusive
   */
  public record Range(long from, long to) {}

  private static Link link(Row row) throws SQLException {
    byte[] body = row.bytes("body");
    return new Link(
        row.whole("seq"),
        row.whole("count"),
        new Proof(row.maybeText("hash"), row.maybeText("prev"), row.maybeText("clock")),
        row.whole("received_at"),
        row.truth("broken"),
        body.length == 0
            ? Optional.empty()
            : Optional.of(
                new Bytes(row.maybeText("content_type"), row.maybeText("encoding"), body)));
  }
}
