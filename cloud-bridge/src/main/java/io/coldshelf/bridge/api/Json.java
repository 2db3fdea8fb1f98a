package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** A JSON object in the making; what is missing is left out. */
final class Json {

  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  static Json object() {
    return new Json();
  }

  static <T> ArrayNode array(List<T> values, Function<T, JsonNode> each) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(each.apply(value)));
    return array;
  }

  static <T> ObjectNode page(List<T> values, Function<T, JsonNode> each, Optional<String> next) {
    return object().put("items", array(values, each)).put("next", next).node();
  }

  ObjectNode node() {
    return node;
  }

  Json put(String name, String value) {
    node.put(name, value);
    return this;
  }

  Json put(String name, Optional<String> value) {
    value.ifPresent(present -> node.put(name, present));
    return this;
  }

  Json put(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  Json put(String name, long value) {
    node.put(name, value);
    return this;
  }

  Json put(String name, OptionalLong value) {
    value.ifPresent(present -> node.put(name, present));
    return this;
  }

  /** Whole numbers without a fraction, as people write them. */
  Json put(String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      node.put(name, (long) value);
    } else {
      node.put(name, value);
    }
    return this;
  }

  Json put(String name, OptionalDouble value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  Json putOrNull(String name, OptionalDouble value) {
    return value.isPresent() ? put(name, value) : put(name, node.nullNode());
  }

  Json put(String name, JsonNode value) {
    node.set(name, value);
    return this;
  }

  /** For a nested value that may be missing. */
  Json maybe(String name, Optional<JsonNode> value) {
    value.ifPresent(present -> node.set(name, present));
    return this;
  }

  Json time(String name, long millis) {
    return put(name, Instant.ofEpochMilli(millis).toString());
  }

  Json time(String name, OptionalLong millis) {
    return millis.isPresent() ? time(name, millis.getAsLong()) : this;
  }
}
