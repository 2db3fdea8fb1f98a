package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.coldshelf.bridge.alert.AlertFeed;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.StoreException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;

/** The HTTP interface. */
public final class Api implements AutoCloseable {

  /** No request of ours has a longer body. */
  static final long MAX_BODY_BYTES = 64 << 10;

  /**
   * On every answer. Styles may stand in the page because the chart's library sets some; scripts
   * may not. Content Security Policy Level 3, 6.
   */
  static final Map<String, String> SAFETY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none';"
              + " base-uri 'none'; form-action 'self'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer");

  private static final System.Logger LOG = System.getLogger(Api.class.getName());

  private final Javalin server;
  private final AlertFeed feed;
  private final AlertRoutes alerts;

  private Api(Javalin server, AlertFeed feed, AlertRoutes alerts) {
    this.server = server;
    this.feed = feed;
    this.alerts = alerts;
  }

  /**
   * What the interface shows.
   *
   * @param database the store
   * @param feed alerts as they change
   * @param connected whether there is a connection to the broker
   */
  public record Sources(Database database, AlertFeed feed, BooleanSupplier connected) {}

  /**
   * Starts it.
   *
   * @param settings where, and who may come
   * @param sources what it shows
   * @param clock for what is said to be of now
   * @param random for ids and secrets; nobody must be able to predict it
   * @return the running interface
   * @throws IllegalArgumentException when everybody could come in from elsewhere
   * @throws IllegalStateException when the port is taken
   */
  public static Api start(
      HttpSettings settings, Sources sources, InstantSource clock, RandomGenerator random) {
    settings.check();
    AlertRoutes alerts = new AlertRoutes(sources.database(), sources.feed(), clock);
    Javalin server =
        Javalin.create(configuration -> {
          frame(configuration);
          alerts.add(configuration.routes);
          routes(configuration.routes, settings, sources, clock, random);
        });
    try {
      Javalin _ =
          server.start(
              settings.listen().getAddress().getHostAddress(), settings.listen().getPort());
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "http.listen: cannot listen on "
              + settings.listen()
              + "; stop what listens there or choose another port",
          e);
    }
    return new Api(server, sources.feed(), alerts);
  }

  private static void frame(JavalinConfig configuration) {
    configuration.startup.showJavalinBanner = false;
    configuration.http.maxRequestSize = MAX_BODY_BYTES;
    // Ids of alerts may hold slashes, which arrive as %2F.
    configuration.jetty.modifyHttpConfiguration(http ->
        http.setUriCompliance(
            UriCompliance.DEFAULT.with(
                "slashes in ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR)));
    configuration.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    configuration.jetty.modifyServletContextHandler(Api::allowSlashesInIds);
  }

  private static void allowSlashesInIds(ServletContextHandler context) {
    context.getServletHandler().setDecodeAmbiguousURIs(true);
  }

  private static void routes(
      RoutesConfig routes,
      HttpSettings settings,
      Sources sources,
      InstantSource clock,
      RandomGenerator random) {
    Access access = new Access(settings);
    routes.before(context -> {
      SAFETY.forEach(context::header);
      access.check(context);
    });
    new FleetRoutes(sources.database(), clock).add(routes);
    new PointRoutes(sources.database(), clock).add(routes);
    new EvidenceRoutes(sources.database()).add(routes);
    new WebhookRoutes(sources.database(), clock, random).add(routes);
    new Operations(sources.database(), sources.connected(), clock).add(routes);
    routes.get("/openapi.json", Api::description);
    routes.get("/*", Page::serve);
    problems(routes);
  }

  private static void problems(RoutesConfig routes) {
    routes.exception(
        Problem.class,
        (problem, context) ->
            problem(
                context, problem.status(), problem.title(), String.valueOf(problem.getMessage())));
    routes.exception(
        IllegalArgumentException.class,
        (e, context) -> problem(context, 400, "Bad request", String.valueOf(e.getMessage())));
    routes.exception(
        StoreException.class,
        (e, context) -> {
          LOG.log(Level.WARNING, "A request was not answered: {0}", e.getMessage());
          problem(context, 503, "Service unavailable", "the store does not answer; try again");
        });
    routes.exception(
        HttpResponseException.class,
        (e, context) -> problem(context, e.getStatus(), "Refused", String.valueOf(e.getMessage())));
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.log(Level.ERROR, "A request failed: " + context.path(), e);
          problem(context, 500, "Internal error", "the bridge's log says more");
        });
  }

  /** RFC 9457. */
  private static void problem(Context context, int status, String title, String detail) {
    byte[] body =
        Json.object()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .node()
            .toString()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Context _ = context.status(status).contentType("application/problem+json").result(body);
  }

  private static void description(Context context) throws IOException {
    try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IOException("openapi.json is missing in the jar");
      }
      Context _ = context.contentType("application/json").result(in.readAllBytes());
    }
  }

  static void answer(Context context, JsonNode body) {
    Context _ =
        context
            .contentType("application/json")
            .header("cache-control", "no-store")
            .result(body.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /**
   * Where it listens.
   *
   * @return the TCP port
   */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    feed.closeAll();
    alerts.close();
    Javalin _ = server.stop();
  }
}
