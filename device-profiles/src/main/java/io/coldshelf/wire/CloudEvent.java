package io.coldshelf.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.coldshelf.model.Change;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Severity;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An event as CloudEvents 1.0.2 in JSON, structured mode. The order of the fields is fixed, so that
 * equal events are equal to the byte.
 *
 * @param source who says so, {@code /site/gateway}
 * @param event what is said
 */
public record CloudEvent(String source, Event event) {

  /**
   * The document.
   *
   * @return JSON, UTF-8
   */
  public byte[] toJson() {
    return Json.bytes(this::write);
  }

  private void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("specversion", "1.0");
    out.writeStringField("id", event.id());
    out.writeStringField("source", source);
    out.writeStringField("type", event.type());
    out.writeStringField("subject", event.subject());
    out.writeStringField("time", time(event.timeMillis()));
    out.writeStringField("datacontenttype", "application/json");
    out.writeObjectFieldStart("data");
    data(out);
    out.writeEndObject();
    out.writeEndObject();
  }

  private void data(JsonGenerator out) throws IOException {
    Finding finding = event.finding();
    Evidence evidence = finding.evidence();
    out.writeStringField("alert", finding.alert());
    out.writeStringField("kind", event.kind().code());
    out.writeStringField("severity", finding.severity().code());
    out.writeStringField("subject", event.subject());
    text(out, "product", evidence.product());
    out.writeStringField("openedAt", time(finding.openedAtMillis()));
    if (finding.closedAtMillis().isPresent()) {
      out.writeStringField("closedAt", time(finding.closedAtMillis().getAsLong()));
    }
    if (finding.measure().isPresent()) {
      Measure measure = finding.measure().get();
      number(out, "value", OptionalDouble.of(measure.value()));
      out.writeStringField("unit", measure.unit());
      number(out, "limit", measure.limit());
      number(out, "worst", measure.worst());
    }
    out.writeStringField("reason", finding.reason());
    text(out, "rule", evidence.rule());
    if (evidence.count().isPresent()) {
      out.writeNumberField("count", evidence.count().getAsLong());
    }
    number(out, "confidence", evidence.confidence());
    if (!evidence.items().isEmpty()) {
      out.writeArrayFieldStart("items");
      for (Epc epc : evidence.items()) {
        out.writeString(epc.hex());
      }
      out.writeEndArray();
    }
    text(out, "suggestion", evidence.suggestion());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static void text(JsonGenerator out, String name, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      out.writeStringField(name, text.get());
    }
  }

  private static void number(JsonGenerator out, String name, OptionalDouble number)
      throws IOException {
    if (number.isPresent()) {
      double value = number.getAsDouble();
      if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
        out.writeNumberField(name, (long) value);
      } else {
        out.writeNumberField(name, value);
      }
    }
  }

  /**
   * Reads the document. Fields that are not known are passed over.
   *
   * @param json UTF-8
   * @return the event
   * @throws WireException when it is not one of ours
   */
  public static CloudEvent read(byte[] json) {
    Map<String, String> attributes = new HashMap<>();
    Map<String, String> data = new HashMap<>();
    List<Epc> items = new ArrayList<>();
    try (JsonParser in = Json.parser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new WireException("an event is an object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        if (in.nextToken() == JsonToken.START_OBJECT && name.equals("data")) {
          data(in, data, items);
        } else {
          scalar(in, name, attributes);
        }
      }
      return event(attributes, data, items);
    } catch (IOException
        | DateTimeParseException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new WireException("not an event: " + e.getMessage(), e);
    }
  }

  private static void data(JsonParser in, Map<String, String> data, List<Epc> items)
      throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (in.nextToken() == JsonToken.START_ARRAY && name.equals("items")) {
        while (in.nextToken() == JsonToken.VALUE_STRING) {
          items.add(Epc.parse(in.getText()));
        }
      } else {
        scalar(in, name, data);
      }
    }
  }

  private static void scalar(JsonParser in, String name, Map<String, String> into)
      throws IOException {
    if (in.currentToken().isScalarValue()) {
      into.put(name, in.getText());
    } else {
      in.skipChildren();
    }
  }

  private static CloudEvent event(
      Map<String, String> attributes, Map<String, String> data, List<Epc> items) {
    String type = required(attributes, "type");
    int dot = type.lastIndexOf('.');
    if (!type.startsWith(Event.TYPE_PREFIX) || dot < Event.TYPE_PREFIX.length()) {
      throw new WireException("type '" + type + "' is not one of ours");
    }
    EventKind kind =
        EventKind.ofCode(type.substring(Event.TYPE_PREFIX.length(), dot))
            .orElseThrow(() -> new WireException("kind of '" + type + "' is not known"));
    Change change =
        Change.ofCode(type.substring(dot + 1))
            .orElseThrow(() -> new WireException("change of '" + type + "' is not known"));
    return new CloudEvent(
        required(attributes, "source"),
        new Event(
            required(attributes, "id"),
            kind,
            change,
            required(attributes, "subject"),
            millis(required(attributes, "time")),
            finding(data, items)));
  }

  private static Finding finding(Map<String, String> data, List<Epc> items) {
    String value = data.get("value");
    Optional<Measure> measure =
        value == null
            ? Optional.empty()
            : Optional.of(
                new Measure(
                    finite(value),
                    required(data, "unit"),
                    number(data, "limit"),
                    number(data, "worst")));
    String closed = data.get("closedAt");
    String count = data.get("count");
    return new Finding(
        required(data, "alert"),
        Severity.ofCode(required(data, "severity"))
            .orElseThrow(() -> new WireException("severity is not known")),
        millis(required(data, "openedAt")),
        closed == null ? OptionalLong.empty() : OptionalLong.of(millis(closed)),
        required(data, "reason"),
        measure,
        new Evidence(
            Optional.ofNullable(data.get("product")),
            Optional.ofNullable(data.get("rule")),
            count == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(count)),
            number(data, "confidence"),
            items,
            Optional.ofNullable(data.get("suggestion"))));
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new WireException("'" + name + "' is missing");
    }
    return value;
  }

  private static OptionalDouble number(Map<String, String> fields, String name) {
    String value = fields.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(finite(value));
  }

  private static double finite(String number) {
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      throw new WireException("'" + number + "' is not finite");
    }
    return value;
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
