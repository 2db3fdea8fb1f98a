package io.coldshelf.simulator.bench.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;

/** What an agent tells on its metrics page. */
public final class Page {

  private final int port;

  /**
   * Of an agent.
   *
   * @param port at which it listens
   */
  public Page(int port) {
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

  /**
   * A metric, over all of its labels.
   *
   * @param name the metric's
   * @return the sum; empty while there is none, and while nobody listens yet
   * @throws IOException when the page cannot be read
   */
  public OptionalDouble sum(String name) throws IOException {
    double[] values =
        metrics()
            .lines()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Arrays.stream(values).sum());
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
