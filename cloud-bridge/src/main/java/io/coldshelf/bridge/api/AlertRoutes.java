package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coldshelf.bridge.alert.Acknowledgement;
import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.AlertFeed;
import io.coldshelf.bridge.alert.AlertFilter;
import io.coldshelf.bridge.alert.AlertState;
import io.coldshelf.bridge.alert.Alerts;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Alerts: the list, one of them, acknowledging, and the stream of changes. */
final class AlertRoutes implements AutoCloseable {

  private static final int USUAL_PAGE = 100;
  private static final Duration COMMENT_EVERY = Duration.ofSeconds(15);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Database database;
  private final AlertFeed feed;
  private final InstantSource clock;

  private final Set<Thread> pumps = ConcurrentHashMap.newKeySet(); // bounded by the feed

  AlertRoutes(Database database, AlertFeed feed, InstantSource clock) {
    this.database = database;
    this.feed = feed;
    this.clock = clock;
  }

  void add(RoutesConfig routes) {
    routes.sse("/api/v1/alerts/stream", this::stream);
    routes.get("/api/v1/alerts", this::list);
    routes.get("/api/v1/alerts/<id>", this::one);
    routes.post("/api/v1/alerts/<id>/acknowledge", this::acknowledge);
  }

  private void list(Context context) {
    int limit = Request.limit(context, USUAL_PAGE, AlertFilter.MAX_PAGE);
    AlertFilter filter =
        new AlertFilter(
            Request.text(context, "state").map(AlertRoutes::state),
            Request.text(context, "kind"),
            Request.text(context, "site"),
            Request.text(context, "subject"),
            Request.text(context, "cursor").map(AlertRoutes::position),
            limit + 1);
    Optional<String> visible = Access.of(context).visible();
    List<Alert> found = database.read(sql -> Alerts.list(sql, filter, visible));
    List<Alert> page = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit ? Optional.of(cursor(page.getLast())) : Optional.empty();
    Api.answer(context, Json.page(page, AlertRoutes::json, next));
  }

  private static AlertState state(String text) {
    return AlertState.ofCode(text)
        .orElseThrow(() -> Problem.badRequest("state is open, acknowledged or closed"));
  }

  private static String cursor(Alert alert) {
    String position = alert.finding().openedAtMillis() + ":" + alert.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  private static AlertFilter.Position position(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return new AlertFilter.Position(
          Long.parseLong(text.substring(0, Math.max(0, colon))), text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("cursor: take the one that 'next' holds");
    }
  }

  private void one(Context context) {
    Api.answer(context, json(find(context)));
  }

  private Alert find(Context context) {
    String id = context.pathParam("id");
    return database
        .read(sql -> Alerts.find(sql, id))
        .filter(alert -> Access.of(context).sees(alert.gateway().site()))
        .orElseThrow(() -> Problem.notFound("the alert " + id));
  }

  private void acknowledge(Context context) {
    Access.of(context).mustAcknowledge();
    String id = find(context).id();
    JsonNode body = Request.body(context);
    Acknowledgement acknowledgement =
        new Acknowledgement(
            clock.millis(),
            body.path("by").asText(""),
            body.path("note").asText(""),
            body.path("action").asText(""));
    Alert alert =
        database
            .write(sql -> Alerts.acknowledge(sql, id, acknowledgement))
            .orElseThrow(() -> Problem.notFound("the alert " + id));
    feed.publish(List.of(alert));
    Api.answer(context, json(alert));
  }

  private void stream(SseClient client) {
    Caller caller = Access.of(client.ctx());
    Optional<AlertFeed.Listener> listener = feed.listen();
    if (listener.isEmpty()) {
      client.sendComment("too many listen; try again later");
      client.close();
      return;
    }
    client.keepAlive();
    client.onClose(() -> listener.get().close());
    Thread pump =
        Thread.ofVirtual()
            .name("alert-stream")
            .unstarted(() -> pump(client, listener.get(), caller));
    pumps.add(pump);
    pump.start();
  }

  /** Ends all streams before the server does: it must not take a request from under one. */
  @Override
  public void close() {
    pumps.forEach(Thread::interrupt);
    try {
      for (Thread pump : pumps) {
        boolean _ = pump.join(FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(SseClient client, AlertFeed.Listener listener, Caller caller) {
    try (listener) {
      client.sendComment("alerts as they change");
      while (listener.isOpen() && !client.terminated()) {
        Optional<Alert> alert = listener.next(COMMENT_EVERY);
        if (alert.isEmpty()) {
          client.sendComment("still here");
        } else if (caller.sees(alert.get().gateway().site())) {
          client.sendEvent("alert", json(alert.get()).toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
      pumps.remove(Thread.currentThread());
    }
  }

  static JsonNode json(Alert alert) {
    Finding finding = alert.finding();
    Evidence evidence = finding.evidence();
    Json json =
        Json.object()
            .put("id", alert.id())
            .put("site", alert.gateway().site())
            .put("gateway", alert.gateway().gateway())
            .put("kind", alert.kind().code())
            .put("severity", finding.severity().code())
            .put("subject", alert.subject())
            .put("state", alert.state().code())
            .time("openedAt", finding.openedAtMillis())
            .time("closedAt", finding.closedAtMillis())
            .put("reason", finding.reason())
            .put("suggestion", evidence.suggestion());
    finding
        .measure()
        .ifPresent(measure ->
            json.put("value", measure.value())
                .put("unit", measure.unit())
                .put("limit", measure.limit())
                .put("worst", measure.worst()));
    json.put("product", evidence.product()).put("count", evidence.count());
    if (!evidence.items().isEmpty()) {
      json.put("items", Json.array(evidence.items(), epc -> TextNode.valueOf(epc.hex())));
    }
    json.put("rule", evidence.rule());
    alert
        .acknowledgement()
        .ifPresent(acknowledged ->
            json.time("acknowledgedAt", acknowledged.atMillis())
                .put("acknowledgedBy", acknowledged.by())
                .put("note", acknowledged.note())
                .put("action", acknowledged.action()));
    return json.node();
  }
}
