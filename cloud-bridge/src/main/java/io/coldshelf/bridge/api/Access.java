package io.coldshelf.bridge.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Who may come in. On loopback without tokens everybody on this machine may, so two doors are shut
 * through which a web page elsewhere could use their browser: names that resolve to this machine
 * only now (DNS rebinding), and requests that a form could send.
 */
final class Access {

  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final String CALLER = "caller";

  private final HttpSettings settings;

  Access(HttpSettings settings) {
    this.settings = settings;
  }

  /** Lets a request pass, or throws. */
  void check(Context context) {
    if (settings.listen().getAddress().isLoopbackAddress()) {
      checkHost(Optional.ofNullable(context.header("host")).orElse(""));
    }
    checkOrigin(context);
    if (isPublic(context.path())) {
      return;
    }
    context.attribute(CALLER, caller(context));
  }

  /** The page holds no data, and whoever watches the process has no token. */
  private static boolean isPublic(String path) {
    return !path.startsWith("/api/") && !path.equals("/metrics");
  }

  private void checkHost(String header) {
    int colon = header.lastIndexOf(':');
    String host = colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
    if (!LOCAL_NAMES.contains(host) && !host.equals(settings.listen().getHostString())) {
      throw Problem.forbidden("this address is reached as localhost, not as '" + host + "'");
    }
  }

  private static void checkOrigin(Context context) {
    HandlerType method = context.method();
    if (method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD)) {
      return;
    }
    String origin = context.header("origin");
    if (origin != null && !origin.endsWith("://" + context.header("host"))) {
      throw Problem.forbidden("a page of " + origin + " may not change anything here");
    }
    String type = Optional.ofNullable(context.header("content-type")).orElse("");
    if (method.equals(HandlerType.POST) && !type.startsWith("application/json")) {
      throw new Problem(415, "Unsupported media type", "send application/json");
    }
  }

  private Caller caller(Context context) {
    if (settings.tokens().isEmpty()) {
      return Caller.LOCAL;
    }
    String header = Optional.ofNullable(context.header("authorization")).orElse("");
    if (!header.startsWith("Bearer ")) {
      throw unauthorized(context, "send a header 'Authorization: Bearer TOKEN'");
    }
    byte[] sent = header.substring("Bearer ".length()).getBytes(StandardCharsets.UTF_8);
    return settings.tokens().stream()
        .filter(token ->
            MessageDigest.isEqual(token.secret().reveal().getBytes(StandardCharsets.UTF_8), sent))
        .findFirst()
        .map(token -> new Caller(token.name(), token.role(), token.sites()))
        .orElseThrow(() -> unauthorized(context, "the token is not known"));
  }

  private static Problem unauthorized(Context context, String detail) {
    Context _ = context.header("www-authenticate", "Bearer");
    return new Problem(401, "Unauthorized", detail);
  }

  static Caller of(Context context) {
    Caller caller = context.attribute(CALLER);
    if (caller == null) {
      throw new IllegalStateException(context.path() + " was not checked");
    }
    return caller;
  }
}
