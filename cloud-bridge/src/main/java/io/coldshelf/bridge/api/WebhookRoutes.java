package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coldshelf.bridge.alert.Webhook;
import io.coldshelf.bridge.alert.Webhooks;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.model.EventKind;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Webhooks: who wants events, and what became of them. */
final class WebhookRoutes {

  private static final int USUAL_PAGE = 100;
  private static final int MOST_PAGE = 1000;

  private final Database database;
  private final InstantSource clock;
  private final RandomGenerator random;

  WebhookRoutes(Database database, InstantSource clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/v1/webhooks", this::list);
    routes.post("/api/v1/webhooks", this::create);
    routes.delete("/api/v1/webhooks/{id}", this::remove);
    routes.get("/api/v1/webhooks/{id}/deliveries", this::deliveries);
  }

  private void list(Context context) {
    Access.of(context).mustAdminister();
    List<Webhook> webhooks = database.read(Webhooks::list);
    Api.answer(context, Json.page(webhooks, hook -> json(hook).node(), Optional.empty()));
  }

  private static Json json(Webhook webhook) {
    return Json.object()
        .put("id", webhook.id())
        .put("url", webhook.url().toString())
        .put("kinds", Json.array(webhook.kinds().stream().sorted().toList(), TextNode::valueOf))
        .put("enabled", webhook.disabled().isEmpty())
        .put("disabled", webhook.disabled());
  }

  private void create(Context context) {
    Access.of(context).mustAdminister();
    JsonNode body = Request.body(context);
    Set<String> kinds = new LinkedHashSet<>();
    for (JsonNode kind : body.path("kinds")) {
      kinds.add(
          EventKind.ofCode(kind.asText())
              .map(EventKind::code)
              .orElseThrow(() -> Problem.badRequest("'" + kind.asText() + "' is no kind")));
    }
    byte[] id = new byte[8];
    random.nextBytes(id);
    Webhook webhook =
        new Webhook(
            "wh_" + HexFormat.of().formatHex(id),
            Webhook.url(body.path("url").asText("")),
            Webhooks.secret(random),
            kinds,
            Optional.empty());
    if (!database.write(sql -> Webhooks.put(sql, webhook, clock.millis()))) {
      throw new Problem(
          409, "Conflict", "there are " + Webhooks.MAX_WEBHOOKS + " webhooks; remove one first");
    }
    Context _ = context.status(201);
    Api.answer(context, json(webhook).put("secret", webhook.secret().reveal()).node());
  }

  private void remove(Context context) {
    Access.of(context).mustAdminister();
    String id = context.pathParam("id");
    if (!database.write(sql -> Webhooks.remove(sql, id))) {
      throw Problem.notFound("the webhook " + id);
    }
    Context _ = context.status(204);
  }

  private void deliveries(Context context) {
    Access.of(context).mustAdminister();
    String id = context.pathParam("id");
    int limit = Request.limit(context, USUAL_PAGE, MOST_PAGE);
    long before = Request.text(context, "cursor").map(WebhookRoutes::cursor).orElse(Long.MAX_VALUE);
    List<Webhooks.Report> reports =
        database.read(sql -> Webhooks.deliveries(sql, id, before, limit));
    Optional<String> next =
        reports.size() < limit
            ? Optional.empty()
            : Optional.of(Long.toString(reports.getLast().id(), 36));
    Api.answer(context, Json.page(reports, WebhookRoutes::report, next));
  }

  private static JsonNode report(Webhooks.Report report) {
    Json json =
        Json.object()
            .put("id", report.id())
            .put("event", report.event())
            .put("subject", report.subject())
            .put("state", report.state().toLowerCase(Locale.ROOT))
            .put("attempts", report.attempts())
            .put("error", report.error());
    report.status().ifPresent(status -> json.put("status", status));
    if (report.state().equals("pending")) {
      json.time("dueAt", report.dueMillis());
    }
    return json.node();
  }

  private static long cursor(String text) {
    try {
      return Long.parseLong(text, 36);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("cursor: take the one that 'next' holds");
    }
  }
}
