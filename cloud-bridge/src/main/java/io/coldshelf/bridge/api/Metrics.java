package io.coldshelf.bridge.api;

import java.util.Map;
import java.util.stream.Collectors;

/** Prometheus' text format 0.0.4. */
final class Metrics {

  private final StringBuilder text = new StringBuilder();

  void head(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void single(String name, String type, String help, long value) {
    head(name, type, help);
    sample(name, Map.of(), value);
  }

  void sample(String name, Map<String, String> labels, long value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append(
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=\"" + escape(label.getValue()) + "\"")
              .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(value).append('\n');
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  String text() {
    return text.toString();
  }
}
