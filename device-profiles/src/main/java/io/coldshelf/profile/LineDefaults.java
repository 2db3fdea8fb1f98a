package io.coldshelf.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an installer need not know of a model on a serial line: how it is set when it is delivered.
 *
 * @param options of its connection where none are written: {@code baud}, {@code data}, {@code
 *     parity}, {@code stop}, {@code ask}; those not named are the protocol's own
 */
public record LineDefaults(Map<String, String> options) {

  /** Nothing is known: 9600 baud, 8 data bits, no parity, 1 stop bit. */
  public static final LineDefaults NONE = new LineDefaults(Map.of());

  /** Copies the options, keeping their order. */
  public LineDefaults {
    options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * Says the options for a person, as they would be written behind a connection.
   *
   * @return {@code baud=2400&data=7&parity=even}
   */
  public String described() {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining("&"));
  }
}
