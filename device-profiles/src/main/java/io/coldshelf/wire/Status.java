package io.coldshelf.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Whether a gateway is connected, retained: {@code
 * {"status":"online","version":"0.1.0","started":"2026-01-01T00:00:00Z"}}, and as last will the
 * same with {@code offline}.
 *
 * @param online whether it is there
 * @param version of the agent
 * @param startedMillis when the agent started, milliseconds since 1970
 */
public record Status(boolean online, String version, long startedMillis) {

  private static final String ONLINE = "online";

  /**
   * The message.
   *
   * @return JSON, UTF-8
   */
  public byte[] toJson() {
    return Json.bytes(out -> {
      out.writeStartObject();
      out.writeStringField("status", online ? ONLINE : "offline");
      out.writeStringField("version", version);
      out.writeStringField("started", Instant.ofEpochMilli(startedMillis).toString());
      out.writeEndObject();
    });
  }

  /**
   * Reads the message.
   *
   * @param json UTF-8
   * @return the status
   * @throws WireException when it is none
   */
  public static Status read(byte[] json) {
    String status = "";
    String version = "";
    long started = 0;
    try (JsonParser in = Json.parser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new WireException("a status is an object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "status" -> status = Json.text(in);
          case "version" -> version = Json.text(in);
          case "started" -> started = Instant.parse(Json.text(in)).toEpochMilli();
          default -> in.skipChildren();
        }
      }
    } catch (IOException | DateTimeParseException | ArithmeticException e) {
      throw new WireException("not a status: " + new String(json, StandardCharsets.UTF_8), e);
    }
    if (!status.equals(ONLINE) && !status.equals("offline")) {
      throw new WireException("a status is online or offline, not '" + status + "'");
    }
    return new Status(status.equals(ONLINE), version, started);
  }
}
