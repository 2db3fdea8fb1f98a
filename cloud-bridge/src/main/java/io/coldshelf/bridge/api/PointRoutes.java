package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.coldshelf.bridge.fleet.Fleet;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Readings;
import io.coldshelf.model.PointId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Points and their readings, raw or in stretches of time. */
final class PointRoutes {

  private static final int USUAL_PAGE = 1000;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Database database;
  private final InstantSource clock;

  PointRoutes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A stretch of time and how much of it fits on one page. */
  private record Window(long from, long to, int limit) {}

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
    Window window =
        new Window(
            Request.text(context, "cursor").map(PointRoutes::cursor).orElse(from),
            to,
            Request.limit(context, USUAL_PAGE, Readings.MAX_PAGE));
    Optional<Duration> bucket = Request.duration(context, "bucket");
    if (bucket.isPresent()) {
      buckets(context, point, window, bucket.get().toMillis());
    } else {
      raw(context, point, window);
    }
  }

  private void raw(Context context, Fleet.Point point, Window window) {
    List<Readings.Kept> kept =
        database.read(sql ->
            Readings.between(sql, point.number(), window.from(), window.to(), window.limit()));
    Optional<String> next =
        kept.size() < window.limit()
            ? Optional.empty()
            : Optional.of(Long.toString(kept.getLast().timeMillis() + 1, 36));
    Api.answer(
        context,
        Json.page(
            kept,
            reading ->
                Json.object()
                    .time("time", reading.timeMillis())
                    .putOrNull("value", reading.value())
                    .put("quality", reading.quality().code())
                    .node(),
            next));
  }

  private void buckets(Context context, Fleet.Point point, Window window, long bucketMillis) {
    List<Readings.Bucket> buckets =
        database.read(sql ->
            Readings.buckets(
                sql, point.number(), window.from(), window.to(), bucketMillis, window.limit()));
    Optional<String> next =
        buckets.size() < window.limit()
            ? Optional.empty()
            : Optional.of(Long.toString(buckets.getLast().timeMillis() + bucketMillis, 36));
    Api.answer(
        context,
        Json.page(
            buckets,
            each ->
                Json.object()
                    .time("time", each.timeMillis())
                    .putOrNull("min", each.min())
                    .putOrNull("mean", each.mean())
                    .putOrNull("max", each.max())
                    .put("count", each.count())
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
