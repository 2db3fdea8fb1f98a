package io.coldshelf.bridge.fleet;

import io.coldshelf.bridge.store.Readings;
import io.coldshelf.bridge.store.Row;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.PointId;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Sites, gateways and points in the store. */
public final class Fleet {

  /** Gateways that one bridge lists; a store that holds more wants another store. */
  public static final int MAX_ROWS = 10_000;

  private static final String VISIBLE =
      " (?1 is null or g.site in (select value from json_each(?1)))";

  private Fleet() {}

  /**
   * A site.
   *
   * @param id its id
   * @param name how it is called
   * @param gateways how many it has
   * @param openAlerts how many alerts are not closed
   */
  public record Site(String id, Reported.SiteName name, long gateways, long openAlerts) {}

  /**
   * A gateway.
   *
   * @param number its number in the store
   * @param topics its site and id
   * @param presence whether it is there
   * @param agent what runs on it
   * @param blocks how many blocks of each lane are stored without a hole
   * @param openAlerts how many alerts are not closed
   * @param reported what it says of itself
   */
  public record Gateway(
      long number,
      Topics topics,
      Presence presence,
      Agent agent,
      Blocks blocks,
      long openAlerts,
      Reported reported) {}

  /**
   * What runs on a gateway.
   *
   * @param version of the agent
   * @param startedMillis when it started, milliseconds since 1970
   */
  public record Agent(Optional<String> version, OptionalLong startedMillis) {}

  /**
   * How many blocks.
   *
   * @param events of the events lane
   * @param readings of the readings lane
   */
  public record Blocks(long events, long readings) {}

  /**
   * A point.
   *
   * @param number its number in the store
   * @param topics its gateway
   * @param point its name
   * @param title for people
   * @param unit from the SenML registry
   * @param last its newest reading
   */
  public record Point(
      long number,
      Topics topics,
      PointId point,
      Optional<String> title,
      Optional<String> unit,
      Optional<Last> last) {}

  /**
   * The newest reading of a point.
   *
   * @param timeMillis when, milliseconds since 1970
   * @param value empty where the quality is bad
   * @param quality its code
   */
  public record Last(long timeMillis, OptionalDouble value, String quality) {}

  /**
   * Notes whether a gateway says that it is there, or its last will that it is not.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param status what was said
   * @param now milliseconds since 1970
   * @return how many rows were changed
   * @throws SQLException when the store cannot
   */
  public static int status(Sql sql, long gateway, Status status, long now) throws SQLException {
    return sql.update(
        "update gateway set since=case when online=?1 then since else ?2 end, online=?1,"
            + " version=?3, started=?4 where id=?5",
        status.online(),
        now,
        status.version(),
        status.startedMillis(),
        gateway);
  }

  /**
   * Keeps what a gateway says of itself.
   *
   * @param sql within a transaction
   * @param gateway the gateway's number
   * @param topics the gateway
   * @param reported what it says
   * @param json the same as it came
   * @throws SQLException when the store cannot
   */
  public static void reported(Sql sql, long gateway, Topics topics, Reported reported, byte[] json)
      throws SQLException {
    sql.update("update gateway set reported=? where id=?", json, gateway);
    sql.update(
        "update site set name=coalesce(?,name), timezone=coalesce(?,timezone),"
            + " gln=coalesce(?,gln) where id=?",
        reported.site().name(),
        reported.site().timezone(),
        reported.site().gln(),
        topics.site());
    for (Reported.PointTitle point : reported.points()) {
      long _ = Readings.point(sql, gateway, point.point(), point.title(), point.unit());
    }
  }

  /**
   * Lists the sites.
   *
   * @param sql a connection
   * @param sites those that may be seen, as a JSON array; empty for all
   * @return by id
   * @throws SQLException when the store cannot
   */
  public static List<Site> sites(Sql sql, Optional<String> sites) throws SQLException {
    return sql.list(
        "select s.*, count(g.id) as gateways, sum((select count(*) from alert a"
            + " where a.gateway = g.id and a.closed = 0)) as alerts"
            + " from site s join gateway g on g.site = s.id where"
            + VISIBLE
            + " group by s.id order by s.id limit "
            + MAX_ROWS,
        row ->
            new Site(
                row.text("id"),
                new Reported.SiteName(
                    row.maybeText("name"), row.maybeText("gln"), row.maybeText("timezone")),
                row.whole("gateways"),
                row.whole("alerts")),
        sites);
  }

  /**
   * Lists the gateways.
   *
   * @param sql a connection
   * @param sites those that may be seen, as a JSON array; empty for all
   * @return by site and id
   * @throws SQLException when the store cannot
   */
  public static List<Gateway> gateways(Sql sql, Optional<String> sites) throws SQLException {
    return sql.list(
        "select g.*, (select count(*) from alert a where a.gateway = g.id and a.closed = 0)"
            + " as alerts, (select sum(upto) from stream s where s.gateway = g.id and lane = 0)"
            + " as events, (select sum(upto) from stream s where s.gateway = g.id and lane = 1)"
            + " as readings from gateway g where"
            + VISIBLE
            + " order by g.site, g.name limit "
            + MAX_ROWS,
        Fleet::gateway,
        sites);
  }

  private static Gateway gateway(Row row) throws SQLException {
    byte[] reported = row.bytes("reported");
    return new Gateway(
        row.whole("id"),
        new Topics(row.text("site"), row.text("name")),
        new Presence(
            row.truth("online"),
            row.whole("since"),
            row.whole("heard_at"),
            row.maybeWhole("last_data_at")),
        new Agent(row.maybeText("version"), row.maybeWhole("started")),
        new Blocks(row.whole("events"), row.whole("readings")),
        row.whole("alerts"),
        reported.length == 0 ? Reported.nothing() : Reported.read(reported));
  }

  /**
   * Lists points.
   *
   * @param sql a connection
   * @param sites those that may be seen, as a JSON array; empty for all
   * @param site only those of this site
   * @param gateway only those of this gateway
   * @return by site, gateway and name
   * @throws SQLException when the store cannot
   */
  public static List<Point> points(
      Sql sql, Optional<String> sites, Optional<String> site, Optional<String> gateway)
      throws SQLException {
    return sql.list(
        "select p.*, g.site as site, g.name as gateway_name from point p"
            + " join gateway g on g.id = p.gateway where"
            + VISIBLE
            + " and (?2 is null or g.site = ?2) and (?3 is null or g.name = ?3)"
            + " order by g.site, g.name, p.device, p.name limit "
            + MAX_ROWS,
        Fleet::point,
        sites,
        site,
        gateway);
  }

  private static Point point(Row row) throws SQLException {
    OptionalLong time = row.maybeWhole("last_time");
    return new Point(
        row.whole("id"),
        new Topics(row.text("site"), row.text("gateway_name")),
        new PointId(row.text("device"), row.text("name")),
        row.maybeText("title"),
        row.maybeText("unit"),
        time.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Last(time.getAsLong(), row.maybeReal("last_value"), row.text("last_quality"))));
  }
}
