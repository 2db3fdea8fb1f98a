package io.coldshelf.senml;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.coldshelf.model.Epc;
import io.coldshelf.senml.SenmlRecord.SightingFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a SenML pack in CBOR or JSON and resolves it (RFC 8428, 4.6, 5 and 6): base values are
 * applied, relative times made absolute. What it cannot read it refuses as a whole; it never gives
 * half a pack.
 */
public final class SenmlReader {

  /** Times below this are relative to now (RFC 8428, 4.5.3). */
  private static final double ABSOLUTE_FROM_SECONDS = 1L << 28;

  /** The end of the year 9999; no clock and no span of ours goes beyond it, either way. */
  private static final double MAX_SECONDS = 253_402_300_799.0;

  private static final CBORFactory CBOR = new CBORFactory();

  /** No table of names: whoever sends other ones each time would fill it. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  /** The labels of CBOR for those of JSON (RFC 8428, table 4). */
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("bver", "-1"),
          Map.entry("bn", "-2"),
          Map.entry("bt", "-3"),
          Map.entry("bu", "-4"),
          Map.entry("bv", "-5"),
          Map.entry("bs", "-6"),
          Map.entry("n", "0"),
          Map.entry("u", "1"),
          Map.entry("v", "2"),
          Map.entry("vs", "3"),
          Map.entry("vb", "4"),
          Map.entry("s", "5"),
          Map.entry("t", "6"),
          Map.entry("ut", "7"),
          Map.entry("vd", "8"));

  private SenmlReader() {}

  /**
   * Reads one pack in CBOR.
   *
   * @param cbor the bytes
   * @param nowMillis what relative times are relative to, milliseconds since 1970
   * @return the resolved records, in the order of the pack
   * @throws SenmlException when the bytes are no SenML pack
   */
  public static List<SenmlRecord> read(byte[] cbor, long nowMillis) {
    return read(CBOR, cbor, nowMillis);
  }

  /**
   * Reads one pack in JSON.
   *
   * @param json the bytes, UTF-8
   * @param nowMillis what relative times are relative to, milliseconds since 1970
   * @return the resolved records, in the order of the pack
   * @throws SenmlException when the bytes are no SenML pack
   */
  public static List<SenmlRecord> readJson(byte[] json, long nowMillis) {
    return read(JSON, json, nowMillis);
  }

  private static List<SenmlRecord> read(JsonFactory form, byte[] pack, long nowMillis) {
    List<SenmlRecord> records = new ArrayList<>();
    try (JsonParser in = form.createParser(pack)) {
      if (in.nextToken() != JsonToken.START_ARRAY) {
        throw new SenmlException("a SenML pack is an array");
      }
      Base base = new Base();
      while (in.nextToken() == JsonToken.START_OBJECT) {
        new Fields(in, form.equals(JSON)).resolve(base, nowMillis).ifPresent(records::add);
      }
      if (in.currentToken() != JsonToken.END_ARRAY) {
        throw new SenmlException("record " + records.size() + " is no map");
      }
      if (in.nextToken() != null) {
        throw new SenmlException("something stands after the pack");
      }
      return records;
    } catch (IOException | IllegalArgumentException e) {
      throw new SenmlException("record " + records.size() + ": " + e.getMessage(), e);
    }
  }

  /** What the base fields say until they are said anew. */
  private static final class Base {
    private String name = "";
    private double time;
    private String unit = "";
    private double value;
    private double sum;
  }

  /** One map as it stands in the pack. */
  private static final class Fields {
    private @Nullable String baseName;
    private @Nullable Double baseTime;
    private @Nullable String baseUnit;
    private @Nullable Double baseValue;
    private @Nullable Double baseSum;
    private String name = "";
    private @Nullable String unit;
    private @Nullable Double number;
    private @Nullable Double sum;
    private double time;
    private @Nullable String text;
    private @Nullable Boolean truth;
    private byte @Nullable [] data;
    private double last;
    private @Nullable Long count;
    private @Nullable Integer bits;
    private @Nullable Double min;
    private @Nullable Double max;
    private OptionalInt rssi = OptionalInt.empty();

    Fields(JsonParser in, boolean isJson) throws IOException {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String label = in.currentName();
        in.nextToken();
        read(isJson ? LABELS.getOrDefault(label, ownLabel(label)) : label, in);
      }
    }

    /** A number is a label in CBOR only; in JSON it is a name that nobody knows. */
    private static String ownLabel(String label) {
      return LABELS.containsValue(label) ? "" : label;
    }

    private void read(String label, JsonParser in) throws IOException {
      switch (label) {
        case "-1" -> version(in.getIntValue());
        case "-2" -> baseName = string(label, in);
        case "-3" -> baseTime = number(label, in);
        case "-4" -> baseUnit = string(label, in);
        case "-5" -> baseValue = number(label, in);
        case "-6" -> baseSum = number(label, in);
        case "0" -> name = string(label, in);
        case "1" -> unit = string(label, in);
        case "2" -> number = number(label, in);
        case "3" -> text = string(label, in);
        case "4" -> truth = in.getBooleanValue();
        case "5" -> sum = number(label, in);
        case "6" -> time = number(label, in);
        case "8" -> data = in.getBinaryValue(Base64Variants.MODIFIED_FOR_URL);
        case SenmlLabels.LAST -> last = number(label, in);
        case SenmlLabels.COUNT -> count = in.getLongValue();
        case SenmlLabels.BITS -> bits = in.getIntValue();
        case SenmlLabels.MIN -> min = number(label, in);
        case SenmlLabels.MAX -> max = number(label, in);
        case SenmlLabels.RSSI -> rssi = OptionalInt.of(in.getIntValue());
        default -> unknown(label, in);
      }
    }

    /** Versions above 10 may mean something else by the same labels (RFC 8428, 4.4). */
    private static void version(int version) {
      if (version > 10) {
        throw new SenmlException("SenML version " + version + " is newer than this reader");
      }
    }

    private static void unknown(String label, JsonParser in) throws IOException {
      if (label.endsWith("_")) {
        throw new SenmlException("label '" + label + "' must be understood (RFC 8428, 4.4)");
      }
      in.skipChildren();
    }

    private static String string(String label, JsonParser in) throws IOException {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        throw new SenmlException("label " + label + " is no text");
      }
      return in.getText();
    }

    private static double number(String label, JsonParser in) throws IOException {
      if (!in.currentToken().isNumeric()) {
        throw new SenmlException("label " + label + " is no number");
      }
      double number = in.getDoubleValue();
      if (!Double.isFinite(number)) {
        throw new SenmlException("label " + label + " is not finite");
      }
      return number;
    }

    Optional<SenmlRecord> resolve(Base base, long nowMillis) {
      base.name = baseName == null ? base.name : baseName;
      base.time = baseTime == null ? base.time : baseTime;
      base.unit = baseUnit == null ? base.unit : baseUnit;
      base.value = baseValue == null ? base.value : baseValue;
      base.sum = baseSum == null ? base.sum : baseSum;
      Optional<SenmlRecord.Value> value = value(base);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      String fullName = base.name + name;
      if (fullName.isEmpty()) {
        throw new SenmlException("a record without a name");
      }
      long millis = millis(base.time + time, nowMillis);
      return Optional.of(
          new SenmlRecord(
              fullName,
              millis,
              unit == null ? base.unit : unit,
              summary(value.get(), millis),
              sighting(millis)));
    }

    /** A number with all of our labels beside it; with fewer it is a number like any other. */
    private SenmlRecord.Value summary(SenmlRecord.Value value, long firstMillis) {
      return value instanceof SenmlRecord.Numeric mean
              && mean.number().isPresent()
              && count != null
              && min != null
              && max != null
          ? new SenmlRecord.Summarised(
              mean.number().getAsDouble(), lastMillis(firstMillis, count), count, min, max)
          : value;
    }

    private static long millis(double seconds, long nowMillis) {
      if (!(Math.abs(seconds) <= MAX_SECONDS)) {
        throw new SenmlException("the time " + seconds + " s cannot be");
      }
      long millis = Math.round(seconds * SenmlLabels.MILLIS);
      return seconds < ABSOLUTE_FROM_SECONDS ? nowMillis + millis : millis;
    }

    private static OptionalDouble sum(double base, @Nullable Double number) {
      if (number == null) {
        return OptionalDouble.empty();
      }
      if (!Double.isFinite(base + number)) {
        throw new SenmlException("base and value add up to infinity");
      }
      return OptionalDouble.of(base + number);
    }

    private Optional<SenmlRecord.Value> value(Base base) {
      if (Stream.of(number, text, truth, data).filter(Objects::nonNull).count() > 1) {
        throw new SenmlException("a record with more than one value (RFC 8428, 4.2)");
      }
      OptionalDouble total = sum(base.sum, sum);
      if (text != null) {
        return Optional.of(new SenmlRecord.Text(text));
      }
      if (truth != null) {
        return Optional.of(new SenmlRecord.Truth(truth));
      }
      byte @Nullable [] bytes = data;
      if (bytes != null) {
        return Optional.of(
            new SenmlRecord.Data(Epc.of(bytes, bits == null ? bytes.length * 8 : bits)));
      }
      OptionalDouble value = sum(base.value, number);
      return value.isEmpty() && total.isEmpty()
          ? Optional.empty()
          : Optional.of(new SenmlRecord.Numeric(value, total));
    }

    private Optional<SightingFields> sighting(long firstMillis) {
      byte @Nullable [] bytes = data;
      if (bytes == null || count == null) {
        return Optional.empty();
      }
      return Optional.of(
          new SightingFields(
              lastMillis(firstMillis, count), count, bits == null ? bytes.length * 8 : bits, rssi));
    }

    private long lastMillis(long firstMillis, long times) {
      if (!(last >= 0 && last <= MAX_SECONDS) || times < 1) {
        throw new SenmlException("seen " + times + " times during " + last + " s cannot be");
      }
      return firstMillis + Math.round(last * SenmlLabels.MILLIS);
    }
  }
}
