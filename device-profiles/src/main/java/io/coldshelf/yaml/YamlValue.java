package io.coldshelf.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a document, and what may be asked of it. It complains once: a value that is missing
 * or was found wrong gives something that stands in for it and says no more.
 */
public final class YamlValue {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|env):([^}]+)}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** No message repeats more of a value than this. */
  private static final int MAX_QUOTED = 60;

  private final YamlDocument document;
  private final @Nullable Node node;
  private final Position position;
  private final Place place;
  private boolean usable;

  private YamlValue(YamlDocument document, @Nullable Node node, Position position, Place place) {
    this.document = document;
    this.node = node;
    this.position = position;
    this.place = place;
    this.usable = node != null;
  }

  /** A key and the path of the mapping in which it stands. */
  record Place(String key, String parent) {

    String path() {
      return parent.isEmpty() ? key : parent + "." + key;
    }

    @Override
    public String toString() {
      return "'" + key + "'" + (parent.isEmpty() ? "" : " in " + parent);
    }
  }

  static YamlValue of(YamlDocument document, Node node, Position position, Place place) {
    YamlValue value = new YamlValue(document, node, position, place);
    if (node.getTag().equals(Tag.NULL)) {
      value.mistake(place + " has no value", "give it one or remove the key");
    }
    return value;
  }

  static YamlValue nothing(YamlDocument document, String key, String parent) {
    return new YamlValue(document, null, Position.START, new Place(key, parent));
  }

  /**
   * Whether there is a value and nothing was found wrong with it so far.
   *
   * @return false when it is missing or wrong
   */
  public boolean isUsable() {
    return usable;
  }

  /**
   * Whether the file has this key at all.
   *
   * @return true also for a wrong value
   */
  public boolean isWritten() {
    return node != null;
  }

  /**
   * Notes that this value is wrong; the first time only, and only where there is one.
   *
   * @param what is wrong
   * @param fix how to mend it
   */
  public void mistake(String what, String fix) {
    if (usable) {
      usable = false;
      document.mistake(position, what, fix);
    }
  }

  /**
   * Notes that this value is odd, though it can be used.
   *
   * @param what is odd
   * @param fix how to mend it
   */
  public void warning(String what, String fix) {
    if (usable) {
      document.warning(position, what, fix);
    }
  }

  /**
   * The line.
   *
   * @return from 1
   */
  public int line() {
    return position.line();
  }

  /**
   * How messages name this value.
   *
   * @return {@code 'capacity' in shelves.milk-bay-1}
   */
  public String where() {
    return place.toString();
  }

  /**
   * A text. Numbers and truth values are refused: whoever means the text puts it in quotes, and
   * keeps the zeros in front of a GTIN.
   *
   * @return the text; empty in place of a wrong one
   */
  public String text() {
    String text = scalar(Tag.STR, "a text", "put it in quotes");
    if (text.startsWith("${")) {
      mistake(where() + " takes no secret", "write the value itself");
    }
    return text;
  }

  /**
   * A text, or something else where nothing is written.
   *
   * @param otherwise the default
   * @return the text or the default
   */
  public String textOr(String otherwise) {
    return isWritten() ? text() : otherwise;
  }

  /**
   * A name that can stand in topics, in SenML names and in file names: letters, digits, {@code -},
   * {@code _} and {@code .}, the first one a letter or digit, 64 at most (RFC 8428, 4.5.1; MQTT 5,
   * 4.7).
   *
   * @return the name; empty in place of a wrong one
   */
  public String name() {
    String name = text();
    if (usable && !NAME.matcher(name).matches()) {
      mistake(
          "'" + shortened(name) + "' for " + where() + " is not a name",
          "use letters, digits, '-', '_' and '.', at most 64, without '/' or spaces");
      return "";
    }
    return name;
  }

  /**
   * A text of a form that something else knows.
   *
   * @param parser gives the value or throws an IllegalArgumentException whose message is for a
   *     person
   * @param fix how to mend what the parser refuses
   * @param <T> what it gives
   * @return the value, where the text is a good one
   */
  public <T> Optional<T> parsed(Function<String, T> parser, String fix) {
    String text = text();
    if (!usable) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      mistake(where() + ": " + e.getMessage(), fix);
      return Optional.empty();
    }
  }

  /**
   * One of several words.
   *
   * @param what the words name, {@code profile} for instance
   * @param known what each word stands for
   * @param <T> what the words stand for
   * @return what it stands for, where the word is a known one
   */
  public <T> Optional<T> named(String what, Map<String, T> known) {
    String word = text();
    if (!usable) {
      return Optional.empty();
    }
    T found = known.get(word);
    if (found == null) {
      mistake(
          "there is no " + what + " '" + shortened(word) + "' for " + where(),
          Nearest.hint(word, known.keySet()));
    }
    return Optional.ofNullable(found);
  }

  /**
   * A whole number.
   *
   * @param low the least
   * @param high the greatest
   * @return the number; {@code low} in place of a wrong one
   */
  public long integer(long low, long high) {
    String range = "a whole number from " + low + " to " + high;
    String digits = scalar(Tag.INT, range, "write " + range);
    try {
      long number = usable ? Long.parseLong(digits) : low;
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Longer than a long can hold: said below, in the same words as any number out of range.
    }
    mistake(where() + " is " + shortened(digits) + ", not " + range, "write " + range);
    return low;
  }

  /**
   * A number.
   *
   * @param low the least
   * @param high the greatest
   * @return the number; {@code low} in place of a wrong one
   */
  public double number(double low, double high) {
    Tag tag = node != null && node.getTag().equals(Tag.INT) ? Tag.INT : Tag.FLOAT;
    String range = "a number from " + low + " to " + high;
    String digits = scalar(tag, range, "write " + range);
    if (!usable) {
      return low;
    }
    try {
      double number = Double.parseDouble(digits);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      // .inf and .nan are numbers in YAML; said below as out of range.
    }
    mistake(where() + " is " + shortened(digits) + ", not " + range, "write " + range);
    return low;
  }

  /**
   * True or false.
   *
   * @return the value; false in place of a wrong one
   */
  public boolean truth() {
    return scalar(Tag.BOOL, "true or false", "write true or false").equals("true");
  }

  /**
   * A time with its unit, {@code 10s}.
   *
   * @param low the shortest
   * @param high the longest
   * @return the time; {@code low} in place of a wrong one
   */
  public Duration duration(Duration low, Duration high) {
    Duration time = parsed(Quantity::duration, "write a number and its unit").orElse(low);
    if (time.compareTo(low) < 0 || time.compareTo(high) > 0) {
      String range = "a time from " + written(low) + " to " + written(high);
      mistake(where() + " is " + shortened(text()) + ", not " + range, "write " + range);
      return low;
    }
    return time;
  }

  /**
   * An amount of data with its unit, {@code 50 MB}.
   *
   * @param low the least, in bytes
   * @param high the greatest, in bytes
   * @return bytes; {@code low} in place of a wrong one
   */
  public long bytes(long low, long high) {
    return bytes(parsed(Quantity::bytes, "write a number and its unit"), low, high, "");
  }

  /**
   * An amount of data a second, {@code 20 kB/s}.
   *
   * @param low the least, in bytes a second
   * @param high the greatest, in bytes a second
   * @return bytes a second; {@code low} in place of a wrong one
   */
  public long bytesPerSecond(long low, long high) {
    return bytes(parsed(Quantity::bytesPerSecond, "write a number and its unit"), low, high, "/s");
  }

  private long bytes(Optional<Long> parsed, long low, long high, String per) {
    long bytes = parsed.orElse(low);
    if (bytes < low || bytes > high) {
      String range = "from " + writtenBytes(low) + per + " to " + writtenBytes(high) + per;
      mistake(where() + " is " + shortened(text()) + ", not " + range, "write an amount " + range);
      return low;
    }
    return bytes;
  }

  private static String writtenBytes(long bytes) {
    if (bytes % 1_000_000_000L == 0) {
      return bytes / 1_000_000_000L + " GB";
    }
    if (bytes % 1_000_000L == 0) {
      return bytes / 1_000_000L + " MB";
    }
    return bytes % 1_000L == 0 ? bytes / 1_000L + " kB" : bytes + " B";
  }

  /**
   * A weight with its unit, {@code 1.03 kg}.
   *
   * @return kilograms; 1 in place of a wrong one
   */
  public double kilograms() {
    return parsed(Quantity::kilograms, "write a number and its unit").orElse(1.0);
  }

  /**
   * A temperature with its unit, {@code 6 °C}.
   *
   * @return degrees Celsius; 0 in place of a wrong one
   */
  public double celsius() {
    return parsed(Quantity::celsius, "write a number and its unit").orElse(0.0);
  }

  /**
   * A secret, named and not written: {@code ${file:/path}} or {@code ${env:NAME}}.
   *
   * @param secrets finds it
   * @return the secret, where it was found
   */
  public Optional<Secret> secret(Secrets secrets) {
    if (!usable) {
      return Optional.empty();
    }
    // Whatever is not the name of a secret may be the secret: no message repeats it.
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.matches()) {
      mistake(
          where() + " holds the secret itself",
          "put it into a file and write ${file:/path}, or ${env:NAME}");
      return Optional.empty();
    }
    Secrets.Source source =
        reference.group(1).equals("file") ? Secrets.Source.FILE : Secrets.Source.ENV;
    try {
      return Optional.of(new Secret(secrets.find(source, reference.group(2))));
    } catch (IllegalArgumentException e) {
      mistake(where() + ": " + e.getMessage(), "put the secret there");
      return Optional.empty();
    }
  }

  /**
   * A list.
   *
   * @return its values in order; empty in place of a wrong one
   */
  public List<YamlValue> list() {
    if (usable && node instanceof SequenceNode sequence) {
      List<YamlValue> values = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        values.add(of(document, element, Position.of(element.getStartMark()), place));
      }
      return List.copyOf(values);
    }
    mistake(where() + " must be a list", "write [one, two] or one '- value' a line");
    return List.of();
  }

  /**
   * A mapping.
   *
   * @return the mapping; an empty and silent one in place of a wrong one
   */
  public YamlMapping mapping() {
    if (usable && node instanceof MappingNode mapping) {
      return new YamlMapping(document, mapping, position, place.path());
    }
    mistake(where() + " must be a mapping", "write 'key: value' lines below it, or {key: value}");
    return YamlMapping.nothing();
  }

  /**
   * Whether a mapping stands here, where something else could.
   *
   * @return true for a mapping
   */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /**
   * Whether a list stands here, where something else could.
   *
   * @return true for a list
   */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  private String scalar(Tag tag, String what, String fix) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(tag)) {
      return usable ? scalar.getValue() : "";
    }
    String found = node instanceof ScalarNode scalar ? ", not " + shortened(scalar.getValue()) : "";
    mistake(where() + " must be " + what + found, fix);
    return "";
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "…";
  }

  private static String written(Duration time) {
    if (time.toDaysPart() > 0 && time.equals(Duration.ofDays(time.toDays()))) {
      return time.toDays() + "d";
    }
    if (time.toMillisPart() > 0) {
      return time.toMillis() + "ms";
    }
    return time.toSeconds() % 60 > 0 || time.isZero()
        ? time.toSeconds() + "s"
        : time.toMinutes() + "m";
  }
}
