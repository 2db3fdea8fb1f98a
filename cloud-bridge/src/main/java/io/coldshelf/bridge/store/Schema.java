package io.coldshelf.bridge.store;

import java.sql.SQLException;
import java.util.List;

/**
 * The tables. All times are milliseconds since 1970; a name in brackets may be null.
 *
 * <pre>
 *  site (id, [name], [timezone], [gln])
 *    └─ gateway (id, site, name, online, since, heard_at, [version], [started], [last_data_at],
 *    │           [reported])                     one agent; reported is its JSON as it came
 *    ├─ stream (id, gateway, epoch, lane, upto, duplicates)       one lane of one journal's life
 *    │    ├─ block (stream, seq, count, [hash], [prev], received_at, [clock], and the number of
 *    │    │         what has its bytes: [payload], [event] or [rejected])  once each
 *    │    ├─ gap (stream, from_seq, to_seq, found_at)       what the gateway says it has no more
 *    │    ├─ chain_break (stream, seq, found_at)            see {@link Chain}
 *    │    └─ head_mark (stream, seq, hash)                  what signed heads say of blocks
 *    ├─ head (id, gateway, epoch, received_at, body, valid, [note])    signed heads as they came
 *    ├─ payload (id, gateway, [stream], [seq], content_type, encoding, [clock], count,
 *    │    │      received_at, body)       blocks of readings as they came; see {@link Payloads}
 *    │    └─ unfolded (upto)              the payloads up to this id are in the tables below
 *    ├─ boot (id, gateway, name, origin, synced, counter, settled)     see {@link Clocks}
 *    │    └─ unsynced (id, boot, gateway, [payload], [event], origin, first, last, shift,
 *    │                 placed_first, placed_last, [bound])  blocks stamped by a doubtful clock
 *    ├─ point (id, gateway, device, name, [title], [unit], [last_time], [last_value],
 *    │    │    [last_quality])
 *    │    ├─ reading (point, time, [value], [quality])      quality null for good
 *    │    ├─ reading_beside (point, time, [value], [quality])    another one of the same time
 *    │    └─ summary (point, first, last, min, mean, max, count)   what is left of thinned ones
 *    ├─ sighting (gateway, reader, antenna, epc, first, last, count, [rssi])
 *    ├─ stock (gateway, shelf, time, value)                 the newest count only
 *    ├─ event (seq, gateway, id, alert, kind, change, subject, time, shift, body)
 *    │    │                                                body: the CloudEvent as it came
 *    │    └─ delivery (id, webhook, event, subject, state, attempts, due_at, leased_until, …)
 *    ├─ alert (id, gateway, kind, state, …)                 what the events of one alert add up to
 *    │    └─ acknowledgement (alert, at, by, note, action)  appended, never changed
 *    └─ rejected (id, topic, reason, payload, received_at)  what could not be read
 *  webhook (id, url, secret, kinds, created_at, [disabled], not_before)
 *  total (name, n)                                          counters since the file was made
 * </pre>
 */
final class Schema {

  private static final String TABLES =
      """
      create table site(id text primary key, name text, timezone text, gln text);
      create table gateway(id integer primary key, site text not null, name text not null,
        online integer not null default 0, since integer not null, heard_at integer not null,
        version text, started integer, last_data_at integer, reported blob,
        unique(site, name));
      create table stream(id integer primary key, gateway integer not null, epoch text not null,
        lane integer not null, upto integer not null default 0,
        duplicates integer not null default 0, unique(gateway, epoch, lane));
      create table block(stream integer not null, seq integer not null, count integer not null,
        hash text, prev text, received_at integer not null,
        primary key(stream, seq)) without rowid;
      create table gap(stream integer not null, from_seq integer not null, to_seq integer not null,
        found_at integer not null, primary key(stream, from_seq)) without rowid;
      create table point(id integer primary key, gateway integer not null, device text not null,
        name text not null, title text, unit text, last_time integer, last_value real,
        last_quality text, unique(gateway, device, name));
      create table reading(point integer not null, time integer not null, value real,
        quality text, primary key(point, time)) without rowid;
      create table sighting(gateway integer not null, reader text not null,
        antenna integer not null, epc text not null, first integer not null,
        last integer not null, count integer not null, rssi integer,
        primary key(gateway, epc, first, reader, antenna)) without rowid;
      create table stock(gateway integer not null, shelf text not null, time integer not null,
        value real not null, primary key(gateway, shelf)) without rowid;
      create table event(seq integer primary key, gateway integer not null, id text not null,
        alert text not null, kind text not null, change text not null, subject text not null, time integer not null,
        body blob not null, unique(gateway, id));
      create index event_alert on event(gateway, alert, time);
      create table alert(id text primary key, gateway integer not null, kind text not null,
        severity text not null, subject text not null, closed integer not null,
        opened_at integer not null, closed_at integer, changed_at integer not null,
        reason text not null, suggestion text, value real, unit text, limit_value real,
        worst real, product text, count integer, items text not null, rule text,
        acknowledged_at integer, acknowledged_by text, note text, action text);
      create index alert_by_time on alert(opened_at desc, id desc);
      create index alert_open on alert(gateway, subject) where closed = 0;
      create table acknowledgement(id integer primary key, alert text not null,
        at integer not null, by text not null, note text not null, action text not null);
      create table webhook(id text primary key, url text not null, secret text not null,
        kinds text not null, created_at integer not null, disabled text,
        not_before integer not null default 0);
      create table delivery(id integer primary key, webhook text not null,
        event integer not null, subject text not null, state text not null,
        attempts integer not null default 0, created_at integer not null,
        due_at integer not null, leased_until integer not null default 0,
        status integer, error text, finished_at integer);
      create index delivery_pending on delivery(webhook, subject, id) where state = 'pending';
      create table rejected(id integer primary key, topic text not null, reason text not null,
        payload blob not null, received_at integer not null);
      create table total(name text primary key, n integer not null) without rowid;
      """;

  private static final String CHAIN =
      """
      create table chain_break(stream integer not null, seq integer not null,
        found_at integer not null, primary key(stream, seq)) without rowid;
      """;

  /**
   * Readings lie in the block as it came until they are unfolded; clocks; what a gateway had to
   * thin; signed heads. The key of a sighting becomes all that it says, so that two of one moment
   * are both kept.
   */
  private static final String UNFOLDING =
      """
      alter table block add column clock text;
      alter table block add column payload integer;
      alter table block add column event integer;
      alter table block add column rejected integer;
      create table payload(id integer primary key autoincrement, gateway integer not null,
        stream integer, seq integer, content_type text not null, encoding text not null,
        clock text, count integer not null, received_at integer not null, body blob not null);
      create table unfolded(only_row integer primary key check(only_row = 1),
        upto integer not null);
      insert into unfolded(only_row, upto) values(1, 0);
      create table boot(id integer primary key, gateway integer not null, name text not null,
        origin integer not null, synced integer not null, counter integer not null,
        settled integer not null, unique(gateway, name));
      create table unsynced(id integer primary key, boot integer not null,
        gateway integer not null, payload integer, event integer, origin integer not null,
        first integer not null, last integer not null, shift integer not null,
        placed_first integer not null, placed_last integer not null, bound integer);
      create index unsynced_by_boot on unsynced(boot);
      create index unsynced_by_time on unsynced(gateway, placed_first);
      create index unsynced_by_payload on unsynced(payload) where payload is not null;
      create index unsynced_waiting on unsynced(gateway, placed_first)
        where bound is null and payload is not null;
      alter table gateway add column clock_synced integer;
      alter table gateway add column head_key blob;
      alter table event add column shift integer not null default 0;
      create table reading_beside(point integer not null, time integer not null, value real,
        quality text);
      create index reading_beside_by_time on reading_beside(point, time);
      create table summary(point integer not null, first integer not null,
        last integer not null, min real not null, mean real not null, max real not null,
        count integer not null, primary key(point, first, last)) without rowid;
      create table head(id integer primary key, gateway integer not null, epoch text not null,
        received_at integer not null, body blob not null, valid integer not null, note text,
        unique(gateway, body));
      create table head_mark(stream integer not null, seq integer not null, hash text not null,
        primary key(stream, seq, hash)) without rowid;
      alter table sighting rename to sighting_before;
      create table sighting(gateway integer not null, reader text not null,
        antenna integer not null, epc text not null, first integer not null,
        last integer not null, count integer not null, rssi integer,
        primary key(gateway, epc, first, reader, antenna, last, count)) without rowid;
      insert into sighting select gateway, reader, antenna, epc, first, last, count, rssi
        from sighting_before;
      drop table sighting_before;
      create index sighting_by_time on sighting(last);
      """;

  /** What makes each version out of the one before it; the first is made out of nothing. */
  static final List<String> VERSIONS = List.of(TABLES, CHAIN, UNFOLDING);

  private Schema() {}

  /** Makes the tables that the file does not have yet. */
  static int create(Sql sql) throws SQLException {
    return upTo(sql, VERSIONS.size());
  }

  /** The same, but only those of a version and the ones before it. */
  static int upTo(Sql sql, int last) throws SQLException {
    long version = sql.number("select user_version as n from pragma_user_version");
    if (version > VERSIONS.size()) {
      throw new SQLException(
          "the file was written by a newer bridge (its version is "
              + version
              + ", this one knows "
              + VERSIONS.size()
              + ")");
    }
    for (String tables : VERSIONS.subList((int) version, last)) {
      for (String statement : tables.split(";\n", -1)) {
        if (!statement.isBlank()) {
          sql.execute(statement);
        }
      }
    }
    sql.execute("pragma user_version=" + last);
    return last;
  }
}
