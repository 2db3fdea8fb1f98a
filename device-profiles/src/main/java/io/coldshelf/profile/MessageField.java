package io.coldshelf.profile;

import java.util.Map;
import java.util.Optional;

/**
 * Where a device that publishes messages says a value: which topic, which place in the payload, and
 * how it is written there. A place that a message does not have says nothing of the point; a null
 * says that the sensor has failed.
 *
 * @param topic the topic's levels below the device's own, {@code events/rpc}; empty for the
 *     device's own topic
 * @param choice which of several alike sensors
 * @param pointer where in the payload, or in what was chosen; the whole for a payload that is the
 *     plain value
 * @param conversion from what is written to the point's unit
 */
public record MessageField(
    String topic, Optional<Choice> choice, JsonPointer pointer, Conversion conversion)
    implements PointSource {

  /**
   * Of the members whose name begins alike, the one of the sensor that the connection names. Names
   * with a running number cannot be relied on: one more sensor on the wire renumbers them.
   *
   * @param among what the names begin with, {@code DS18B20}
   * @param by the member's own member that identifies the sensor, {@code Id}
   */
  public record Choice(String among, String by) {

    /** Neither is empty. */
    public Choice {
      if (among.isEmpty() || by.isEmpty()) {
        throw new IllegalArgumentException("a choice among '" + among + "' by '" + by + "'");
      }
    }
  }

  /**
   * How a value is written: value = written * scale + offset.
   *
   * @param scale what one of what is written is worth in the point's unit
   * @param offset added after scaling, in the point's unit
   * @param words values for texts and for {@code true} and {@code false}, which are 1 and 0 where
   *     they are not among these
   * @param fahrenheit where the payload says {@code F} when it gives °F, and {@code C} when °C
   * @param failed where the payload says that the sensor has failed, by anything but nothing, null,
   *     false and an empty list
   */
  public record Conversion(
      double scale,
      double offset,
      Map<String, Double> words,
      Optional<JsonPointer> fahrenheit,
      Optional<JsonPointer> failed) {

    /** As it is written. */
    public static final Conversion NONE =
        new Conversion(1, 0, Map.of(), Optional.empty(), Optional.empty());

    /** Copies the words; scale and offset are finite, and the scale is not 0. */
    public Conversion {
      Linear.check(scale, offset);
      words = Map.copyOf(words);
    }
  }

  @Override
  public String described() {
    return "topic "
        + (topic.isEmpty() ? "of the device" : "…/" + topic)
        + choice.map(one -> ", " + one.among() + "* by " + one.by()).orElse("")
        + (pointer.tokens().isEmpty() ? "" : ", " + pointer);
  }
}
