package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coldshelf.bridge.store.Blocks;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.bridge.store.Heads;
import io.coldshelf.bridge.store.Segment;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The chain of blocks as it came, with the heads that were signed over it, for who checks it. */
final class EvidenceRoutes {

  private static final int USUAL_PAGE = 50;

  private final Database database;

  EvidenceRoutes(Database database) {
    this.database = database;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/v1/evidence", this::evidence);
  }

  /** What is asked for. */
  private record Question(
      Topics gateway, Optional<String> epoch, Lane lane, Segment.Range range, int limit) {}

  /** What is there. */
  private record Answer(
      String epoch, Optional<byte[]> key, List<Segment.Link> links, List<Heads.Kept> heads) {}

  private void evidence(Context context) {
    Access.of(context).mustAdminister();
    String site = required(context, "site");
    Topics gateway = new Topics(site, required(context, "gateway"));
    if (!Access.of(context).sees(site)) {
      throw Problem.notFound("the gateway " + gateway.source());
    }
    Question question =
        new Question(
            gateway,
            Request.text(context, "epoch"),
            lane(Request.text(context, "lane").orElse(Lane.READINGS.code())),
            new Segment.Range(
                number(context, "cursor").orElse(number(context, "from").orElse(1)),
                number(context, "to").orElse(Long.MAX_VALUE)),
            Request.limit(context, USUAL_PAGE, Segment.MAX_PAGE));
    Answer answer =
        database
            .read(sql -> answer(sql, question))
            .orElseThrow(() -> Problem.notFound("the gateway " + gateway.source()));
    Optional<String> next =
        answer.links().size() < question.limit()
            ? Optional.empty()
            : Optional.of(Long.toString(answer.links().getLast().seq() + 1));
    Api.answer(
        context,
        Json.object()
            .put("epoch", answer.epoch())
            .put("lane", question.lane().code())
            .put("key", answer.key().map(EvidenceRoutes::base64))
            .put("items", Json.array(answer.links(), EvidenceRoutes::link))
            .put("heads", Json.array(answer.heads(), EvidenceRoutes::head))
            .put("next", next)
            .node());
  }

  private static Optional<Answer> answer(Sql sql, Question question) throws SQLException {
    OptionalLong gateway = Gateways.known(sql, question.gateway());
    if (gateway.isEmpty()) {
      return Optional.empty();
    }
    long number = gateway.getAsLong();
    Optional<String> epoch =
        question.epoch().isPresent() ? question.epoch() : Blocks.currentEpoch(sql, number);
    String life = epoch.orElse("");
    return Optional.of(
        new Answer(
            life,
            Heads.key(sql, number),
            Segment.list(sql, number, life, question.lane(), question.range(), question.limit()),
            Heads.list(sql, number, life)));
  }

  private static JsonNode link(Segment.Link link) {
    Json json =
        Json.object()
            .put("seq", link.seq())
            .put("count", link.count())
            .put("hash", link.proof().hash())
            .put("prev", link.proof().prev())
            .put("clock", link.proof().clock())
            .time("receivedAt", link.receivedMillis())
            .put("broken", link.isBroken());
    link.bytes()
        .ifPresent(bytes ->
            json.put("contentType", bytes.contentType())
                .put("encoding", bytes.encoding())
                .put("payload", base64(bytes.body())));
    return json.node();
  }

  /**
   * The head is given as the text that came, for that is what its signature can be checked with.
   */
  private static JsonNode head(Heads.Kept head) {
    return Json.object()
        .time("receivedAt", head.receivedMillis())
        .put("valid", head.note().isEmpty())
        .put("note", head.note())
        .put("head", TextNode.valueOf(new String(head.body(), StandardCharsets.UTF_8)))
        .node();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String required(Context context, String name) {
    return Request.text(context, name)
        .orElseThrow(() -> Problem.badRequest(name + ": say which " + name));
  }

  private static Lane lane(String code) {
    for (Lane lane : Lane.values()) {
      if (lane.code().equals(code)) {
        return lane;
      }
    }
    throw Problem.badRequest("lane: '" + code + "' is neither events nor readings");
  }

  private static OptionalLong number(Context context, String name) {
    Optional<String> text = Request.text(context, name);
    try {
      return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      throw Problem.badRequest(name + ": '" + text.get() + "' is not a block's number");
    }
  }
}
