package io.coldshelf.bridge.store;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which blocks are here, each once, and up to where none is missing.
 *
 * <pre>
 *   seq      1  2  3  4  5  6  7  8  9
 *   here     x  x  x  .  x  x  .  .  x
 *                  └ upto = 3            4 is awaited; 5, 6 and 9 are kept meanwhile
 * </pre>
 *
 * A block that says {@code first=5} says that 4 will never come: it is set down as a gap, and upto
 * moves on to 6.
 */
public final class Blocks {

  private Blocks() {}

  /**
   * What became of a block.
   *
   * @param stream the number of its stream
   * @param isNew whether its payload is to be kept; that of one that came before must not be again
   * @param breaks how many breaks of the chain it has brought to light
   */
  public record Added(long stream, boolean isNew, int breaks) {}

  /** What has the bytes of a block. */
  public enum Keeper {
    /** The table of blocks of readings. */
    PAYLOAD,
    /** The table of events. */
    EVENT,
    /** The table of what cannot be read. */
    REJECTED
  }

  /**
   * Notes a block.
   *
   * @param sql within the transaction that also keeps the payload
   * @param gateway the gateway's number
   * @param key which block
   * @param now when, milliseconds since 1970
   * @return what became of it
   * @throws SQLException when the store cannot
   */
  public static Added add(Sql sql, long gateway, BlockKey key, long now) throws SQLException {
    long stream = stream(sql, gateway, key.epoch(), key.lane());
    boolean isNew =
        sql.update(
                "insert or ignore into block(stream, seq, count, hash, prev, received_at, clock)"
                    + " values(?,?,?,?,?,?,?)",
                stream,
                key.seq(),
                key.count(),
                key.hash(),
                key.prev(),
                now,
                key.proof().clock().map(ClockState::text))
            > 0;
    Added added = isNew ? fresh(sql, stream, key, now) : again(sql, stream, key, now);
    advance(sql, stream, key.first(), now);
    return added;
  }

  private static Added fresh(Sql sql, long stream, BlockKey key, long now) throws SQLException {
    return new Added(stream, true, Chain.check(sql, stream, key, now));
  }

  /**
   * A gateway that was put back to an older copy of its journal gives its numbers twice. What it
   * then sends is not what is here, and is kept too.
   */
  private static Added again(Sql sql, long stream, BlockKey key, long now) throws SQLException {
    if (Chain.isOther(sql, stream, key)) {
      return new Added(stream, true, Chain.note(sql, stream, key.seq(), now));
    }
    sql.update("update stream set duplicates = duplicates + 1 where id = ?", stream);
    return new Added(stream, false, 0);
  }

  /**
   * Notes what has the bytes of a block; of one whose number was given twice the first stays.
   *
   * @param sql within the transaction that noted the block
   * @param stream its stream's number
   * @param seq its number in the stream
   * @param keeper what has its bytes
   * @param number under which number it has them
   * @throws SQLException when the store cannot
   */
  public static void keptAs(Sql sql, long stream, long seq, Keeper keeper, long number)
      throws SQLException {
    String text =
        switch (keeper) {
          case PAYLOAD ->
              "update block set payload=? where stream=? and seq=?"
                  + " and coalesce(payload, event, rejected) is null";
          case EVENT ->
              "update block set event=? where stream=? and seq=?"
                  + " and coalesce(payload, event, rejected) is null";
          case REJECTED ->
              "update block set rejected=? where stream=? and seq=?"
                  + " and coalesce(payload, event, rejected) is null";
        };
    sql.update(text, number, stream, seq);
  }

  /**
   * The number of a lane of a gateway's journal.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @param epoch which life of its journal
   * @param lane which lane
   * @return its number, or nothing when no block of this epoch ever came
   * @throws SQLException when the store cannot
   */
  static OptionalLong known(Sql sql, long gateway, String epoch, Lane lane) throws SQLException {
    return sql.first(
            "select id from stream where gateway=? and epoch=? and lane=?",
            row -> OptionalLong.of(row.whole("id")),
            gateway,
            epoch,
            (int) lane.number())
        .orElse(OptionalLong.empty());
  }

  static long stream(Sql sql, long gateway, String epoch, Lane lane) throws SQLException {
    OptionalLong known = known(sql, gateway, epoch, lane);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    // Both lanes at once, so that the newest stream's epoch is the newest epoch.
    for (Lane each : Lane.values()) {
      sql.update(
          "insert or ignore into stream(gateway, epoch, lane) values(?,?,?)",
          gateway,
          epoch,
          (int) each.number());
    }
    return known(sql, gateway, epoch, lane).orElseThrow(() -> new SQLException("stream"));
  }

  private static void advance(Sql sql, long stream, long first, long now) throws SQLException {
    long upto = sql.number("select upto as n from stream where id = ?", stream);
    long reached = upto;
    if (first - 1 > upto) {
      reached = first - 1;
      long here =
          sql.number(
              "select count(*) as n from block where stream=? and seq>? and seq<?",
              stream,
              upto,
              first);
      if (here < reached - upto) {
        sql.update(
            "insert or ignore into gap(stream, from_seq, to_seq, found_at) values(?,?,?,?)",
            stream,
            upto + 1,
            reached,
            now);
      }
    }
    if (sql.number("select count(*) as n from block where stream=? and seq=?", stream, reached + 1)
        > 0) {
      reached =
          sql.number(
              "select seq as n from block b where stream=? and seq>? and not exists("
                  + "select 1 from block c where c.stream=b.stream and c.seq=b.seq+1)"
                  + " order by seq limit 1",
              stream,
              reached);
    }
    if (reached > upto) {
      sql.update("update stream set upto=? where id=?", reached, stream);
    }
  }

  /**
   * What the gateway may forget.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @param epoch which life of its journal
   * @return the highest number of each lane below which none is missing
   * @throws SQLException when the store cannot
   */
  public static Ack ack(Sql sql, long gateway, String epoch) throws SQLException {
    return new Ack(
        epoch, upto(sql, gateway, epoch, Lane.EVENTS), upto(sql, gateway, epoch, Lane.READINGS));
  }

  private static long upto(Sql sql, long gateway, String epoch, Lane lane) throws SQLException {
    return sql.number(
        "select upto as n from stream where gateway=? and epoch=? and lane=?",
        gateway,
        epoch,
        (int) lane.number());
  }

  /**
   * The newest life of a gateway's journal.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @return its epoch, or nothing when no block ever came
   * @throws SQLException when the store cannot
   */
  public static Optional<String> currentEpoch(Sql sql, long gateway) throws SQLException {
    return sql.first(
        "select epoch from stream where gateway=? order by id desc limit 1",
        row -> row.text("epoch"),
        gateway);
  }

  /**
   * What every gateway may forget, for a broker that has forgotten its retained messages.
   *
   * @param sql a connection
   * @return the newest acknowledgement of each gateway
   * @throws SQLException when the store cannot
   */
  public static Map<Topics, Ack> acks(Sql sql) throws SQLException {
    Map<Topics, Ack> acks = new LinkedHashMap<>();
    List<Map.Entry<Long, Topics>> gateways =
        sql.list(
            "select id, site, name from gateway order by id",
            row -> Map.entry(row.whole("id"), new Topics(row.text("site"), row.text("name"))));
    for (Map.Entry<Long, Topics> gateway : gateways) {
      Optional<String> epoch = currentEpoch(sql, gateway.getKey());
      if (epoch.isPresent()) {
        acks.put(gateway.getValue(), ack(sql, gateway.getKey(), epoch.get()));
      }
    }
    return acks;
  }
}
