package io.coldshelf.simulator.bench.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** What an agent tells of its start on its metrics page. */
final class Page {

  private final int port;

  Page(int port) {
    this.port = port;
  }

  /** Empty until it has come about, and while nobody listens yet. */
  OptionalDouble startSeconds(String until) throws IOException {
    return startSeconds(until, metrics());
  }

  static OptionalDouble startSeconds(String until, String metrics) {
    String name = "coldshelf_start_seconds{until=\"" + until + "\"} ";
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst();
  }

  private String metrics() throws IOException {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ConnectException e) {
      return "";
    }
  }
}
