package io.coldshelf.senml;

import io.coldshelf.model.Epc;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One resolved SenML record (RFC 8428, 4.6): full name, absolute time, nothing inherited any more.
 *
 * @param name base name and name joined
 * @param timeMillis absolute, milliseconds since 1970
 * @param unit empty where none was given
 * @param value what was measured
 * @param sighting what more is said of a tag, in labels of ours that others pass over
 */
public record SenmlRecord(
    String name, long timeMillis, String unit, Value value, Optional<SightingFields> sighting) {

  /** What a record can hold. */
  public sealed interface Value {}

  /**
   * A number, label {@code v}, or only a sum, label {@code s}.
   *
   * @param number empty where the record holds only a sum
   * @param sum integrated value, where there is one
   */
  public record Numeric(OptionalDouble number, OptionalDouble sum) implements Value {}

  /**
   * A text, label {@code vs}.
   *
   * @param text as sent
   */
  public record Text(String text) implements Value {}

  /**
   * A truth value, label {@code vb}.
   *
   * @param on as sent
   */
  public record Truth(boolean on) implements Value {}

  /**
   * Bytes, label {@code vd}.
   *
   * @param data as bits; a tag's EPC keeps its length in {@link SightingFields#bits()}
   */
  public record Data(Epc data) implements Value {}

  /**
   * A mean with our labels {@code last}, {@code count}, {@code min} and {@code max} beside it.
   *
   * @param mean the number, label {@code v}
   * @param lastMillis time of the last reading, milliseconds since 1970
   * @param count how many readings
   * @param min the least
   * @param max the greatest
   */
  public record Summarised(double mean, long lastMillis, long count, double min, double max)
      implements Value {}

  /**
   * Our labels on a tag's record.
   *
   * @param lastMillis when it was last seen, milliseconds since 1970
   * @param count how often
   * @param bits length of the EPC
   * @param rssiDbm greatest strength
   */
  public record SightingFields(long lastMillis, long count, int bits, OptionalInt rssiDbm) {}
}
