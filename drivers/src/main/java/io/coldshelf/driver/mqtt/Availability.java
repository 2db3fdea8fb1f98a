package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.json.Json;
import io.coldshelf.profile.JsonPointer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a hub says that its device can be reached. */
final class Availability {

  private static final JsonPointer STATE = new JsonPointer(List.of("state"));

  private Availability() {}

  /**
   * Reads a payload: {@code online} and {@code offline} in any case, {@code true} and {@code
   * false}, plain or as {@code {"state":"online"}}. Nothing for any other.
   */
  static Optional<Boolean> of(byte[] payload) {
    return FieldReader.understood(payload)
        .flatMap(said -> said instanceof Json.Members ? said.at(STATE) : Optional.of(said))
        .flatMap(Availability::of);
  }

  private static Optional<Boolean> of(Json said) {
    return switch (said) {
      case Json.Truth truth -> Optional.of(truth.value());
      case Json.Text text ->
          switch (text.text().toLowerCase(Locale.ROOT)) {
            case "online" -> Optional.of(true);
            case "offline" -> Optional.of(false);
            default -> Optional.empty();
          };
      case Json.Members _, Json.Elements _, Json.Numeral _, Json.Null _ -> Optional.empty();
    };
  }
}
