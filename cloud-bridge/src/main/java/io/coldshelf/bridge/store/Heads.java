package io.coldshelf.bridge.store;

import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Signed heads, each as it came, and whether it counts. The first key with which a gateway signs is
 * trusted from then on; a head of another one is kept, and counts for nothing.
 */
public final class Heads {

  /** Heads of one answer. */
  public static final int MAX_PAGE = 1000;

  private Heads() {}

  /**
   * A head that is here.
   *
   * @param receivedMillis when it came, milliseconds since 1970
   * @param body the JSON as it came
   * @param note why it does not count; empty where it does
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Kept(long receivedMillis, byte[] body, Optional<String> note) {}

  /**
   * What became of a head.
   *
   * @param isNew false where the very same was here
   * @param note why it does not count; empty where it does
   * @param breaks how many blocks that are here contradict it and were not known to be broken
   */
  public record Added(boolean isNew, Optional<String> note, int breaks) {}

  /**
   * Keeps a head, and holds it against the blocks that are here. Those that come later are held
   * against it then.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param topics the gateway
   * @param head what it says
   * @param body the JSON as it came
   * @param now milliseconds since 1970
   * @return what became of it
   * @throws SQLException when the store cannot
   */
  public static Added add(Sql sql, long gateway, Topics topics, Head head, byte[] body, long now)
      throws SQLException {
    Optional<String> note = objection(sql, gateway, topics, head);
    boolean isNew =
        sql.update(
                "insert or ignore into head(gateway, epoch, received_at, body, valid, note)"
                    + " values(?,?,?,?,?,?)",
                gateway,
                head.epoch(),
                now,
                body,
                note.isEmpty(),
                note)
            > 0;
    int breaks = 0;
    if (isNew && note.isEmpty()) {
      for (Lane lane : Lane.values()) {
        breaks += mark(sql, gateway, head, lane, now);
      }
    }
    return new Added(isNew, note, breaks);
  }

  private static Optional<String> objection(Sql sql, long gateway, Topics topics, Head head)
      throws SQLException {
    if (!head.isSigned(topics)) {
      return Optional.of("the signature is not that of its key");
    }
    byte[] trusted =
        sql.first("select head_key from gateway where id=?", row -> row.bytes("head_key"), gateway)
            .orElse(new byte[0]);
    if (trusted.length == 0) {
      sql.update("update gateway set head_key=? where id=?", head.key(), gateway);
      return Optional.empty();
    }
    return head.isOf(trusted)
        ? Optional.empty()
        : Optional.of("signed with another key than the gateway's first");
  }

  private static int mark(Sql sql, long gateway, Head head, Lane lane, long now)
      throws SQLException {
    Head.Tip tip = head.tip(lane);
    if (tip.seq() == 0) {
      return 0;
    }
    long stream = Blocks.stream(sql, gateway, head.epoch(), lane);
    sql.update(
        "insert or ignore into head_mark(stream, seq, hash) values(?,?,?)",
        stream,
        tip.seq(),
        tip.hash());
    Optional<String> here = Chain.hash(sql, stream, tip.seq());
    return Chain.differ(here, Optional.of(tip.hash()))
        ? Chain.note(sql, stream, tip.seq(), now)
        : 0;
  }

  /** Whether a head that counts says another hash of a block. */
  static boolean contradict(Sql sql, long stream, long seq, String hash) throws SQLException {
    return sql.number(
            "select exists(select 1 from head_mark where stream=? and seq=? and hash<>lower(?))"
                + " as n",
            stream,
            seq,
            hash)
        > 0;
  }

  /**
   * The heads of one life of a journal, newest first.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @param epoch which life of its journal
   * @return at most {@link #MAX_PAGE}
   * @throws SQLException when the store cannot
   */
  public static List<Kept> list(Sql sql, long gateway, String epoch) throws SQLException {
    return sql.list(
        "select received_at, body, note from head where gateway=? and epoch=? order by id desc"
            + " limit ?",
        row -> new Kept(row.whole("received_at"), row.bytes("body"), row.maybeText("note")),
        gateway,
        epoch,
        MAX_PAGE);
  }

  /**
   * The key that is trusted.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @return X.509 SubjectPublicKeyInfo, or nothing when the gateway never signed
   * @throws SQLException when the store cannot
   */
  public static Optional<byte[]> key(Sql sql, long gateway) throws SQLException {
    return sql.first(
            "select head_key from gateway where id=?", row -> row.bytes("head_key"), gateway)
        .filter(key -> key.length > 0);
  }

  /** Deletes heads that came before a time, at most so many. */
  static int expire(Sql sql, long beforeMillis, int limit) throws SQLException {
    OptionalLong upto =
        sql.first(
                "select max(id) as n from (select id, received_at from head order by id limit ?)"
                    + " where received_at<?",
                row -> row.maybeWhole("n"),
                limit,
                beforeMillis)
            .orElse(OptionalLong.empty());
    return upto.isEmpty() ? 0 : sql.update("delete from head where id<=?", upto.getAsLong());
  }
}
