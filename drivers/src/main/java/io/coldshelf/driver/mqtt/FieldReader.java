package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.json.Json;
import io.coldshelf.model.Quality;
import io.coldshelf.profile.JsonPointer;
import io.coldshelf.profile.MessageField;
import io.coldshelf.profile.MessageField.Choice;
import io.coldshelf.profile.MessageField.Conversion;
import io.coldshelf.profile.PointProfile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a point's value in a payload. What is not there says nothing; what is there and cannot be a
 * value is bad, and never a number.
 */
final class FieldReader {

  /** Longer plain texts are no values. */
  private static final int MAX_WORD = 64;

  /** What programs write in place of a value that a sensor did not give. */
  private static final Set<String> NO_VALUE = Set.of("nan", "null", "none", "unavailable");

  private static final Conversion PLAIN = Conversion.NONE;

  private FieldReader() {}

  /** What a payload says of a point. */
  sealed interface Finding {

    /** Nothing. */
    record Silent() implements Finding {}

    /** A value in the point's unit. */
    record Value(double value) implements Finding {}

    /** That there is no value, and why. */
    record Missing(Quality quality) implements Finding {}
  }

  private static final Finding SILENT = new Finding.Silent();

  /**
   * A payload as far as it can be understood: JSON, or else one plain word. Nothing where it is
   * neither.
   */
  static Optional<Json> understood(byte[] payload) {
    return Json.parse(payload).or(() -> word(payload));
  }

  private static Optional<Json> word(byte[] payload) {
    if (payload.length > MAX_WORD) {
      return Optional.empty();
    }
    String text = new String(payload, java.nio.charset.StandardCharsets.UTF_8).strip();
    boolean isWord = !text.isEmpty() && text.chars().allMatch(c -> c == ' ' || isOfAWord(c));
    return isWord ? Optional.of(new Json.Text(text)) : Optional.empty();
  }

  private static boolean isOfAWord(int character) {
    return Character.isLetterOrDigit(character) || "+-._%".indexOf(character) >= 0;
  }

  /** Looks for a point whose sensor is the one of the given id, where there are several. */
  static Finding find(PointProfile point, MessageField field, Optional<String> id, Json payload) {
    if (field.choice().isPresent()) {
      return chosen(point, field, field.choice().get(), id, payload);
    }
    return value(point, field, payload, payload);
  }

  private static Finding chosen(
      PointProfile point, MessageField field, Choice choice, Optional<String> id, Json payload) {
    if (!(payload instanceof Json.Members all)) {
      return new Finding.Missing(Quality.BAD_ENCODING);
    }
    List<Json> alike =
        all.members().entrySet().stream()
            .filter(member -> member.getKey().startsWith(choice.among()))
            .map(Map.Entry::getValue)
            .toList();
    List<Json> right =
        id.isEmpty()
            ? alike
            : alike.stream().filter(one -> isIdentified(one, choice.by(), id.get())).toList();
    if (right.size() == 1) {
      return value(point, field, right.getFirst(), payload);
    }
    if (right.isEmpty()) {
      // Other sensors are there and this one is not: it is broken or unplugged.
      return alike.isEmpty() ? SILENT : new Finding.Missing(Quality.BAD_SENSOR_FAILURE);
    }
    return new Finding.Missing(Quality.BAD_CONFIGURATION);
  }

  private static boolean isIdentified(Json sensor, String by, String id) {
    return sensor.at(new JsonPointer(List.of(by))).equals(Optional.of(new Json.Text(id)));
  }

  private static Finding value(PointProfile point, MessageField field, Json within, Json payload) {
    if (field.conversion().failed().flatMap(payload::at).filter(FieldReader::isSaid).isPresent()) {
      return new Finding.Missing(Quality.BAD_SENSOR_FAILURE);
    }
    return within
        .at(field.pointer())
        .map(found -> written(point, field, found, payload))
        .orElse(SILENT);
  }

  /** Whether something is said by it: an empty list of errors is none. */
  private static boolean isSaid(Json value) {
    return switch (value) {
      case Json.Null _ -> false;
      case Json.Truth truth -> truth.value();
      case Json.Elements list -> !list.elements().isEmpty();
      case Json.Members _, Json.Text _, Json.Numeral _ -> true;
    };
  }

  private static Finding written(PointProfile point, MessageField field, Json found, Json payload) {
    Conversion conversion = field.conversion();
    return switch (found) {
      case Json.Null _ -> new Finding.Missing(Quality.BAD_SENSOR_FAILURE);
      case Json.Numeral number -> scaled(point, conversion, number.value(), payload);
      case Json.Truth truth ->
          inRange(
              point,
              conversion
                  .words()
                  .getOrDefault(Boolean.toString(truth.value()), truth.value() ? 1.0 : 0.0));
      case Json.Text text -> worded(point, field, text.text(), payload);
      case Json.Members _, Json.Elements _ -> new Finding.Missing(Quality.BAD_ENCODING);
    };
  }

  private static Finding worded(PointProfile point, MessageField field, String text, Json payload) {
    Double word = field.conversion().words().get(text);
    if (word != null) {
      return inRange(point, word);
    }
    if (text.isEmpty() || NO_VALUE.contains(text.toLowerCase(Locale.ROOT))) {
      return new Finding.Missing(Quality.BAD_SENSOR_FAILURE);
    }
    // In JSON a number in quotes is a text; a plain payload may be written as in "+4.50".
    boolean isPlain = field.pointer().tokens().isEmpty() && field.choice().isEmpty();
    return isPlain && text.matches("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?")
        ? scaled(point, field.conversion(), Double.parseDouble(text), payload)
        : new Finding.Missing(Quality.BAD_ENCODING);
  }

  private static Finding scaled(
      PointProfile point, Conversion conversion, double written, Json payload) {
    double celsius = written;
    if (conversion.fahrenheit().isPresent()) {
      Optional<Json> unit = payload.at(conversion.fahrenheit().get());
      if (unit.equals(Optional.of(new Json.Text("F")))) {
        celsius = (written - 32) / 1.8;
      } else if (!unit.equals(Optional.of(new Json.Text("C")))) {
        return new Finding.Missing(Quality.BAD_ENCODING);
      }
    }
    // As it stands, so that 20.6 stays 20.6 where there is nothing to convert.
    boolean asItStands =
        conversion.scale() == PLAIN.scale() && conversion.offset() == PLAIN.offset();
    return inRange(
        point, asItStands ? celsius : celsius * conversion.scale() + conversion.offset());
  }

  private static Finding inRange(PointProfile point, double value) {
    return Double.isFinite(value) && point.valid().contains(value)
        ? new Finding.Value(value)
        : new Finding.Missing(Quality.BAD_OUT_OF_RANGE);
  }
}
