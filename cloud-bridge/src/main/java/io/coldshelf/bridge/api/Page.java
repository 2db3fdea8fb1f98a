package io.coldshelf.bridge.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The page, and what it needs of other people's code, from the class path. */
final class Page {

  private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");
  private static final String WEBJARS = "/webjars/uplot/";
  private static final String WEBJARS_FOLDER = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private Page() {}

  static void serve(Context context) {
    String path = context.path().equals("/") ? "/index.html" : context.path();
    if (path.startsWith("/api/") || !SAFE.matcher(path).matches()) {
      throw Problem.notFound(path);
    }
    byte[] content = read(resource(path)).orElseThrow(() -> Problem.notFound(path));
    String extension = path.substring(path.lastIndexOf('.') + 1);
    Context _ =
        context
            .contentType(TYPES.getOrDefault(extension, "application/octet-stream"))
            .header("cache-control", path.startsWith(WEBJARS) ? "max-age=86400" : "no-cache")
            .result(content);
  }

  /** {@code /webjars/uplot/uPlot.min.css}, also with the version and folder in between. */
  private static String resource(String path) {
    return path.startsWith(WEBJARS)
        ? WEBJARS_FOLDER + path.substring(path.lastIndexOf('/') + 1)
        : "/page" + path;
  }

  private static Optional<byte[]> read(String resource) {
    try (InputStream in = Page.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
