package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldshelf.yaml.Quantity;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a request asks for, checked. */
final class Request {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Request() {}

  static Optional<String> text(Context context, String name) {
    String value = context.queryParam(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  static int limit(Context context, int usual, int most) {
    Optional<String> text = text(context, "limit");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      return Math.clamp(Integer.parseInt(text.get()), 1, most);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("limit: '" + text.get() + "' is not a number");
    }
  }

  static long time(Context context, String name, long otherwise) {
    Optional<String> text = text(context, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Instant.parse(text.get()).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw Problem.badRequest(
          name + ": '" + text.get() + "' is not a time such as 2026-01-31T12:00:00Z");
    }
  }

  static Optional<Duration> duration(Context context, String name) {
    try {
      Optional<Duration> duration = text(context, name).map(Quantity::duration);
      if (duration.isPresent() && duration.get().isZero()) {
        throw Problem.badRequest(name + ": must be longer than nothing");
      }
      return duration;
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(name + ": " + e.getMessage());
    }
  }

  static JsonNode body(Context context) {
    try {
      JsonNode body = JSON.readTree(context.bodyAsBytes());
      if (body == null || !body.isObject()) {
        throw Problem.badRequest("the body must be a JSON object");
      }
      return body;
    } catch (IOException e) {
      throw Problem.badRequest("the body is not JSON");
    }
  }
}
