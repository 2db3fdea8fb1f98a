package io.coldshelf.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the bridge has committed: {@code {"epoch":"…","events":n,"readings":m}}.
 *
 * @param epoch of which life of the journal
 * @param events the highest contiguous seq stored in the events lane, 0 for none
 * @param readings the same for the readings lane
 */
public record Ack(String epoch, long events, long readings) {

  /**
   * How far one lane is stored.
   *
   * @param lane which
   * @return the highest contiguous seq
   */
  public long upTo(Lane lane) {
    return switch (lane) {
      case EVENTS -> events;
      case READINGS -> readings;
    };
  }

  /**
   * The message.
   *
   * @return JSON, UTF-8
   */
  public byte[] toJson() {
    return Json.bytes(out -> {
      out.writeStartObject();
      out.writeStringField("epoch", epoch);
      out.writeNumberField("events", events);
      out.writeNumberField("readings", readings);
      out.writeEndObject();
    });
  }

  /**
   * Reads the message.
   *
   * @param json UTF-8
   * @return the acknowledgement
   * @throws WireException when it is none
   */
  public static Ack read(byte[] json) {
    String epoch = "";
    long events = -1;
    long readings = -1;
    try (JsonParser in = Json.parser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new WireException("an acknowledgement is an object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "epoch" -> epoch = Json.text(in);
          case "events" -> events = in.getLongValue();
          case "readings" -> readings = in.getLongValue();
          default -> in.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new WireException(
          "not an acknowledgement: " + new String(json, StandardCharsets.UTF_8), e);
    }
    if (epoch.isEmpty() || events < 0 || readings < 0) {
      throw new WireException("an acknowledgement names epoch, events and readings");
    }
    return new Ack(epoch, events, readings);
  }
}
