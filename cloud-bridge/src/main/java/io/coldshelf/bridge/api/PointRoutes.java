package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.coldshelf.bridge.fleet.Fleet;
import io.coldshelf.bridge.store.Clocks;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Series;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.PointId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;

/** Points and their readings, raw or in stretches of time. */
final class PointRoutes {

  private static final int USUAL_PAGE = 1000;
  private static final double MILLIS = 1000.0;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Database database;
  private final InstantSource clock;

  PointRoutes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What is shown of a point, and which of its times are in doubt. */
  private record Page<T>(List<T> items, NavigableMap<Long, Clocks.Stretch> doubts) {

    Optional<Clocks.Doubt> doubt(long firstMillis, long lastMillis) {
      Map.Entry<Long, Clocks.Stretch> last = doubts.floorEntry(lastMillis);
      return last == null || last.getValue().lastMillis() < firstMillis
          ? Optional.empty()
          : Optional.of(last.getValue().doubt());
    }
  }

  void add(RoutesConfig routes) {
    routes.get("/api/v1/points", this::points);
    routes.get("/api/v1/points/{gateway}/{device}/{point}/readings", this::readings);
  }

  private void points(Context context) {
    Optional<String> visible = Access.of(context).visible();
    List<Fleet.Point> points =
        database.read(sql ->
            Fleet.points(
                sql, visible, Request.text(context, "site"), Request.text(context, "gateway")));
    Api.answer(context, Json.page(points, PointRoutes::point, Optional.empty()));
  }

  private static JsonNode point(Fleet.Point point) {
    Json json =
        Json.object().put("site", point.topics().site()).put("gateway", point.topics().gateway());
    return FleetRoutes.describe(json, point).node();
  }

  private void readings(Context context) {
    Fleet.Point point = find(context);
    long to = Request.time(context, "to", clock.millis() + 1);
    long from = Request.time(context, "from", to - DAY_MILLIS);
    Series.Range range =
        new Series.Range(
            point.number(),
            Request.text(context, "cursor").map(PointRoutes::cursor).orElse(from),
            to,
            Request.limit(context, USUAL_PAGE, Series.MAX_PAGE));
    Optional<Duration> bucket = Request.duration(context, "bucket");
    if (bucket.isPresent()) {
      buckets(context, point, range, bucket.get().toMillis());
    } else {
      raw(context, point, range);
    }
  }

  private void raw(Context context, Fleet.Point point, Series.Range range) {
    Page<Series.Item> page =
        database.read(sql -> page(sql, point, range, Series.between(sql, range)));
    Optional<String> next =
        page.items().size() < range.limit()
            ? Optional.empty()
            : Optional.of(Long.toString(page.items().getLast().timeMillis() + 1, 36));
    Api.answer(context, Json.page(page.items(), item -> item(item, page), next));
  }

  private static <T> Page<T> page(Sql sql, Fleet.Point point, Series.Range range, List<T> items)
      throws SQLException {
    Optional<Long> gateway =
        sql.first(
            "select gateway from point where id=?", row -> row.whole("gateway"), point.number());
    return new Page<>(
        items, Clocks.doubts(sql, gateway.orElse(0L), range.fromMillis(), range.toMillis()));
  }

  private static JsonNode item(Series.Item item, Page<Series.Item> page) {
    return switch (item) {
      case Series.One one ->
          Json.object()
              .time("time", one.timeMillis())
              .putOrNull("value", one.value())
              .put("quality", one.quality().code())
              .maybe("clock", clock(page.doubt(one.timeMillis(), one.timeMillis())))
              .node();
      case Series.Stretch stretch ->
          values(
                  Json.object()
                      .time("time", stretch.timeMillis())
                      .time("until", stretch.untilMillis()),
                  stretch.values())
              .maybe("clock", clock(page.doubt(stretch.timeMillis(), stretch.untilMillis())))
              .node();
    };
  }

  private static Json values(Json into, Series.Values values) {
    return into.putOrNull("min", values.min())
        .putOrNull("mean", values.mean())
        .putOrNull("max", values.max())
        .put("count", values.count());
  }

  /** How far a clock can be trusted that was not known to be right; nothing for one that was. */
  static Optional<JsonNode> clock(Optional<Clocks.Doubt> doubt) {
    return doubt.map(each ->
        Json.object().put("synced", false).putOrNull("bound", seconds(each.bound())).node());
  }

  private static OptionalDouble seconds(Optional<Duration> bound) {
    return bound.isPresent()
        ? OptionalDouble.of(bound.get().toMillis() / MILLIS)
        : OptionalDouble.empty();
  }

  private void buckets(Context context, Fleet.Point point, Series.Range range, long bucketMillis) {
    Page<Series.Bucket> page =
        database.read(sql -> page(sql, point, range, Series.buckets(sql, range, bucketMillis)));
    Optional<String> next =
        page.items().size() < range.limit()
            ? Optional.empty()
            : Optional.of(Long.toString(page.items().getLast().timeMillis() + bucketMillis, 36));
    Api.answer(
        context,
        Json.page(
            page.items(),
            each ->
                values(Json.object().time("time", each.timeMillis()), each.values())
                    .maybe(
                        "clock",
                        clock(page.doubt(each.timeMillis(), each.timeMillis() + bucketMillis - 1)))
                    .node(),
            next));
  }

  private Fleet.Point find(Context context) {
    PointId point = new PointId(context.pathParam("device"), context.pathParam("point"));
    Optional<String> visible = Access.of(context).visible();
    return database
        .read(sql ->
            Fleet.points(
                sql,
                visible,
                Request.text(context, "site"),
                Optional.of(context.pathParam("gateway"))))
        .stream()
        .filter(each -> each.point().equals(point))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("the point " + point));
  }

  private static long cursor(String text) {
    try {
      return Long.parseLong(text, 36);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("cursor: take the one that 'next' holds");
    }
  }
}
