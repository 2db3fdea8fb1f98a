package io.coldshelf.edge.local;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Metrics in Prometheus' text format 0.0.4: help and type once a name, then its samples. */
public final class Exposition {

  /** The content type. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();
  private final Set<String> announced = new HashSet<>();

  /** Empty. */
  public Exposition() {}

  /**
   * A whole number that goes up and down.
   *
   * @param name in Prometheus' terms, with its unit
   * @param help one sentence
   * @param value the number
   * @param labels names and values in turn
   */
  public void gauge(String name, String help, long value, String... labels) {
    sample("gauge", name, help, Long.toString(value), labels);
  }

  /**
   * A whole number that only grows; its name ends in {@code _total}.
   *
   * @param name in Prometheus' terms
   * @param help one sentence
   * @param value the number
   * @param labels names and values in turn
   */
  public void counter(String name, String help, long value, String... labels) {
    sample("counter", name, help, Long.toString(value), labels);
  }

  /**
   * A length of time.
   *
   * @param name in Prometheus' terms; ends in {@code _seconds}
   * @param help one sentence
   * @param value the time, given in seconds with three decimals
   * @param labels names and values in turn
   */
  public void seconds(String name, String help, Duration value, String... labels) {
    String text = BigDecimal.valueOf(value.toMillis(), 3).toPlainString();
    sample("gauge", name, help, text, labels);
  }

  private void sample(String type, String name, String help, String value, String... labels) {
    if (announced.add(name)) {
      text.append("# HELP ").append(name).append(' ').append(help).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
    text.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',')
          .append(labels[i])
          .append("=\"")
          .append(escape(labels[i + 1]))
          .append('"');
    }
    text.append(labels.length > 0 ? "} " : " ").append(value).append('\n');
  }

  private static String escape(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
