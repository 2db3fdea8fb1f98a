package io.coldshelf.driver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.coldshelf.profile.JsonPointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value in JSON (RFC 8259). */
public sealed interface Json {

  /** More bytes are no message of a sensor. */
  int MAX_BYTES = 64 << 10;

  /** More levels are an attack. */
  int MAX_DEPTH = 32;

  /**
   * An object; of members of the same name the last one counts.
   *
   * @param members by name
   */
  record Members(Map<String, Json> members) implements Json {}

  /**
   * An array.
   *
   * @param elements in order
   */
  record Elements(List<Json> elements) implements Json {}

  /**
   * A string.
   *
   * @param text unescaped
   */
  record Text(String text) implements Json {}

  /**
   * A number.
   *
   * @param value the nearest double; infinite where it is too large for one
   */
  record Numeral(double value) implements Json {}

  /**
   * True or false.
   *
   * @param value which
   */
  record Truth(boolean value) implements Json {}

  /** The word {@code null}. */
  record Null() implements Json {}

  /**
   * Reads a document.
   *
   * @param bytes UTF-8
   * @return its value; nothing where it is not well-formed, too long or too deep
   */
  static Optional<Json> parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    try (JsonParser parser = Reading.FACTORY.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      Json value = Reading.value(parser, first);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * What stands at a place.
   *
   * @param pointer the place (RFC 6901)
   * @return the value there, if the document goes that far
   */
  default Optional<Json> at(JsonPointer pointer) {
    Json here = this;
    for (String token : pointer.tokens()) {
      Optional<Json> next =
          switch (here) {
            case Members object -> Optional.ofNullable(object.members().get(token));
            case Elements array -> Reading.element(array.elements(), token);
            case Text _, Numeral _, Truth _, Null _ -> Optional.empty();
          };
      if (next.isEmpty()) {
        return next;
      }
      here = next.get();
    }
    return Optional.of(here);
  }

  /** The way from tokens to values. */
  final class Reading {

    private static final int MAX_NUMBER = 64;
    private static final int MAX_NAME = 256;

    /** No table of names: whoever sends other ones each time would fill it. */
    private static final JsonFactory FACTORY =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_NAME)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Reading() {}

    private static Json value(JsonParser parser, JsonToken token) throws IOException {
      return switch (token) {
        case START_OBJECT -> members(parser);
        case START_ARRAY -> elements(parser);
        case VALUE_STRING -> new Text(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            new Numeral(Double.parseDouble(parser.getText()));
        case VALUE_TRUE -> new Truth(true);
        case VALUE_FALSE -> new Truth(false);
        case VALUE_NULL -> new Null();
        case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
            throw new IOException("no value: " + token);
      };
    }

    private static Members members(JsonParser parser) throws IOException {
      Map<String, Json> members = new HashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        members.put(name, value(parser, parser.nextToken()));
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw new IOException("an object ends nowhere");
      }
      return new Members(members);
    }

    private static Elements elements(JsonParser parser) throws IOException {
      List<Json> elements = new ArrayList<>();
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        elements.add(value(parser, token));
        token = parser.nextToken();
      }
      if (token == null) {
        throw new IOException("an array ends nowhere");
      }
      return new Elements(elements);
    }

    /** RFC 6901, 4: digits without leading zeros. */
    private static Optional<Json> element(List<Json> elements, String token) {
      if (!token.matches("0|[1-9][0-9]{0,8}")) {
        return Optional.empty();
      }
      int index = Integer.parseInt(token);
      return index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
    }
  }
}
