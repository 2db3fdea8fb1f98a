package io.coldshelf.bridge.api;

import io.coldshelf.bridge.fleet.Fleet;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Payloads;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.bridge.store.StoreException;
import io.coldshelf.bridge.store.Totals;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Health and metrics, for whoever runs the bridge. */
final class Operations {

  private final Database database;
  private final BooleanSupplier connected;
  private final InstantSource clock;

  Operations(Database database, BooleanSupplier connected, InstantSource clock) {
    this.database = database;
    this.connected = connected;
    this.clock = clock;
  }

  void add(RoutesConfig routes) {
    routes.get(
        "/healthz", context -> Api.answer(context, Json.object().put("status", "up").node()));
    routes.get("/readyz", this::ready);
    routes.get("/metrics", this::metrics);
  }

  private void ready(Context context) {
    if (!connected.getAsBoolean()) {
      throw new Problem(503, "Not ready", "there is no connection to the broker");
    }
    try {
      long _ = database.read(sql -> sql.number("select 1 as n"));
    } catch (StoreException e) {
      throw new Problem(503, "Not ready", "the store does not answer");
    }
    Api.answer(context, Json.object().put("status", "ready").node());
  }

  private void metrics(Context context) {
    String text = database.read(this::text);
    Context _ = context.contentType("text/plain; version=0.0.4; charset=utf-8").result(text);
  }

  /** Prometheus' text format 0.0.4. */
  private String text(Sql sql) throws SQLException {
    Totals totals = Totals.of(sql);
    Metrics metrics = new Metrics();
    metrics.head("coldshelf_bridge_blocks_total", "counter", "Different blocks stored, by lane.");
    metrics.sample("coldshelf_bridge_blocks_total", Map.of("lane", "events"), totals.eventBlocks());
    metrics.sample(
        "coldshelf_bridge_blocks_total", Map.of("lane", "readings"), totals.readingBlocks());
    metrics.single(
        "coldshelf_bridge_duplicate_blocks_total",
        "counter",
        "Blocks that came again.",
        totals.duplicateBlocks());
    metrics.single(
        "coldshelf_bridge_missing_blocks",
        "gauge",
        "Blocks that gateways no longer hold and that never came.",
        totals.missingBlocks());
    metrics.single(
        "coldshelf_bridge_chain_breaks_total",
        "counter",
        "Blocks that do not continue the block before them.",
        totals.chainBreaks());
    metrics.single(
        "coldshelf_bridge_unfold_lag_blocks",
        "gauge",
        "Blocks that are acknowledged and whose readings are not shown yet.",
        Payloads.waiting(sql).blocks());
    metrics.single(
        "coldshelf_bridge_readings_total", "counter", "Readings stored.", totals.readings());
    metrics.single(
        "coldshelf_bridge_sightings_total", "counter", "Sightings stored.", totals.sightings());
    metrics.single("coldshelf_bridge_events_total", "counter", "Events stored.", totals.events());
    metrics.single(
        "coldshelf_bridge_rejected_messages_total",
        "counter",
        "Messages that could not be read and are set aside.",
        totals.rejected());
    metrics.single(
        "coldshelf_bridge_broker_connected",
        "gauge",
        "Whether the bridge is connected to its broker.",
        connected.getAsBoolean() ? 1 : 0);
    gateways(sql, metrics);
    grouped(sql, metrics);
    return metrics.text();
  }

  private void gateways(Sql sql, Metrics metrics) throws SQLException {
    long now = clock.millis();
    List<Fleet.Gateway> gateways = Fleet.gateways(sql, Optional.empty());
    long online = gateways.stream().filter(each -> each.presence().isOnline(now)).count();
    metrics.head("coldshelf_bridge_gateways", "gauge", "Gateways, by whether they are there.");
    metrics.sample("coldshelf_bridge_gateways", Map.of("online", "true"), online);
    metrics.sample(
        "coldshelf_bridge_gateways", Map.of("online", "false"), gateways.size() - online);
  }

  private static void grouped(Sql sql, Metrics metrics) throws SQLException {
    metrics.head("coldshelf_bridge_open_alerts", "gauge", "Alerts that are not closed, by kind.");
    for (Map.Entry<String, Long> kind :
        sql.list(
            "select kind, count(*) as n from alert where closed = 0 group by kind order by kind",
            row -> Map.entry(row.text("kind"), row.whole("n")))) {
      metrics.sample(
          "coldshelf_bridge_open_alerts", Map.of("kind", kind.getKey()), kind.getValue());
    }
    metrics.head("coldshelf_bridge_webhook_deliveries", "gauge", "Webhook deliveries, by state.");
    for (Map.Entry<String, Long> state :
        sql.list(
            "select state, count(*) as n from delivery group by state order by state",
            row -> Map.entry(row.text("state"), row.whole("n")))) {
      metrics.sample(
          "coldshelf_bridge_webhook_deliveries", Map.of("state", state.getKey()), state.getValue());
    }
  }
}
