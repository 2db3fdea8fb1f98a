package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coldshelf.bridge.fleet.Compartments;
import io.coldshelf.bridge.fleet.Fleet;
import io.coldshelf.bridge.fleet.Reported;
import io.coldshelf.bridge.fleet.Shelves;
import io.coldshelf.bridge.store.Clocks;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Sql;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sites, gateways, shelves and compartments as they are now. */
final class FleetRoutes {

  private final Database database;
  private final InstantSource clock;

  FleetRoutes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/v1/sites", this::sites);
    routes.get("/api/v1/gateways", this::gateways);
    routes.get("/api/v1/shelves", this::shelves);
    routes.get("/api/v1/compartments", this::compartments);
  }

  private void sites(Context context) {
    Optional<String> visible = Access.of(context).visible();
    Api.answer(
        context,
        Json.page(
            database.read(sql -> Fleet.sites(sql, visible)), FleetRoutes::site, Optional.empty()));
  }

  private static JsonNode site(Fleet.Site site) {
    return Json.object()
        .put("id", site.id())
        .put("name", site.name().name().orElse(site.id()))
        .put("timezone", site.name().timezone().orElse("UTC"))
        .put("gln", site.name().gln())
        .put("gateways", site.gateways())
        .put("openAlerts", site.openAlerts())
        .node();
  }

  private void gateways(Context context) {
    Optional<String> visible = Access.of(context).visible();
    long now = clock.millis();
    Api.answer(
        context,
        Json.page(
            database.read(sql -> gateways(sql, visible)),
            timed -> gateway(timed, now),
            Optional.empty()));
  }

  /** A gateway, and how far the clock can be trusted by which it stamped last. */
  private record Timed(Fleet.Gateway gateway, Optional<Clocks.Doubt> doubt) {}

  private static List<Timed> gateways(Sql sql, Optional<String> visible) throws SQLException {
    List<Timed> timed = new ArrayList<>();
    for (Fleet.Gateway gateway : Fleet.gateways(sql, visible)) {
      timed.add(new Timed(gateway, Clocks.now(sql, gateway.number())));
    }
    return timed;
  }

  private static JsonNode gateway(Timed timed, long now) {
    Fleet.Gateway gateway = timed.gateway();
    return named(gateway)
        .put("id", gateway.topics().gateway())
        .put("online", gateway.presence().isOnline(now))
        .put("version", gateway.agent().version())
        .time("started", gateway.agent().startedMillis())
        .time("since", gateway.presence().since(now))
        .time("lastDataAt", gateway.presence().lastDataMillis())
        .put(
            "blocks",
            Json.object()
                .put("events", gateway.blocks().events())
                .put("readings", gateway.blocks().readings())
                .node())
        .put("openAlerts", gateway.openAlerts())
        .maybe("clock", PointRoutes.clock(timed.doubt()))
        .node();
  }

  private static Json named(Fleet.Gateway gateway) {
    return Json.object().put("site", gateway.topics().site());
  }

  private void shelves(Context context) {
    Optional<String> visible = Access.of(context).visible();
    long now = clock.millis();
    List<Shelves.Shelf> shelves = database.read(sql -> Shelves.list(sql, visible, now));
    Api.answer(context, Json.page(shelves, FleetRoutes::shelf, Optional.empty()));
  }

  private static JsonNode shelf(Shelves.Shelf shelf) {
    return named(shelf.gateway())
        .put("gateway", shelf.gateway().topics().gateway())
        .put("name", shelf.plan().name())
        .put(
            "product",
            Json.object()
                .put("gtin", shelf.plan().gtin())
                .put("name", shelf.plan().product())
                .node())
        .put("capacity", shelf.plan().capacity())
        .put("lowAt", shelf.plan().lowAt())
        .putOrNull("stock", shelf.stock())
        .time("stockAt", shelf.stockMillis())
        .put("state", shelf.state().name().toLowerCase(Locale.ROOT))
        .put("alert", shelf.alert())
        .node();
  }

  private void compartments(Context context) {
    Optional<String> visible = Access.of(context).visible();
    long now = clock.millis();
    List<Compartments.Compartment> compartments =
        database.read(sql -> Compartments.list(sql, visible, now));
    Api.answer(context, Json.page(compartments, FleetRoutes::compartment, Optional.empty()));
  }

  private static JsonNode compartment(Compartments.Compartment compartment) {
    Reported.CompartmentPlan plan = compartment.plan();
    return named(compartment.gateway())
        .put("gateway", compartment.gateway().topics().gateway())
        .put("name", plan.name())
        .put("class", plan.productClass())
        .put("title", plan.title().orElse(plan.name()))
        .put("limits", Json.array(plan.limits(), FleetRoutes::limit))
        .put("probes", Json.array(compartment.probes(), FleetRoutes::probe))
        .put("state", compartment.state().name().toLowerCase(Locale.ROOT))
        .put("alert", compartment.alert())
        .node();
  }

  private static JsonNode limit(Reported.Limit limit) {
    return Json.object()
        .put("side", limit.side())
        .put("celsius", limit.celsius())
        .put("graceSeconds", limit.graceSeconds())
        .node();
  }

  private static JsonNode probe(Fleet.Point point) {
    return describe(Json.object(), point).node();
  }

  /** A point as it appears everywhere: its name, title, unit and newest reading. */
  static Json describe(Json into, Fleet.Point point) {
    Json json =
        into.put("point", TextNode.valueOf(point.point().toString()))
            .put("title", point.title().orElse(point.point().toString()))
            .put("unit", point.unit().orElse(""));
    point
        .last()
        .ifPresent(last ->
            json.put(
                "last",
                Json.object()
                    .time("time", last.timeMillis())
                    .putOrNull("value", last.value())
                    .put("quality", last.quality())
                    .node()));
    return json;
  }
}
