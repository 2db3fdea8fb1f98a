package io.coldshelf.edge.detect;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a detector remembers across a restart: names and values, written one to a line as {@code
 * name=value}. Readable with nothing but a text editor, and indifferent to names that came or went.
 */
public final class Snapshot {

  private final Map<String, String> entries = new LinkedHashMap<>();

  /** An empty snapshot. */
  public Snapshot() {}

  /**
   * Reads what {@link #bytes} wrote. Lines that make no sense are passed over.
   *
   * @param bytes UTF-8
   * @return the snapshot
   */
  public static Snapshot of(byte[] bytes) {
    Snapshot snapshot = new Snapshot();
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> {
          int equals = line.indexOf('=');
          if (equals > 0) {
            snapshot.entries.put(line.substring(0, equals), line.substring(equals + 1));
          }
        });
    return snapshot;
  }

  /**
   * The written form.
   *
   * @return UTF-8
   */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    entries.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether anything is remembered.
   *
   * @return false once something was put
   */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Remembers a text.
   *
   * @param name no equals sign, no line break
   * @param value no line break
   */
  public void put(String name, String value) {
    if (name.isEmpty()
        || name.indexOf('=') >= 0
        || name.indexOf('\n') >= 0
        || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not a snapshot entry: " + name + "=" + value);
    }
    entries.put(name, value);
  }

  /**
   * Remembers a whole number.
   *
   * @param name as for a text
   * @param value any
   */
  public void put(String name, long value) {
    put(name, Long.toString(value));
  }

  /**
   * Remembers a number.
   *
   * @param name as for a text
   * @param value any
   */
  public void put(String name, double value) {
    put(name, Double.toString(value));
  }

  /**
   * A remembered text.
   *
   * @param name as put
   * @return the value, if there is one
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * A remembered whole number.
   *
   * @param name as put
   * @param otherwise where nothing readable is remembered
   * @return the value
   */
  public long number(String name, long otherwise) {
    try {
      return text(name).map(Long::parseLong).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * A remembered number.
   *
   * @param name as put
   * @param otherwise where nothing readable is remembered
   * @return the value
   */
  public double decimal(String name, double otherwise) {
    try {
      return text(name).map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * All entries whose names begin alike.
   *
   * @param prefix how they begin
   * @return the rest of each name, and its value
   */
  public Map<String, String> under(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    entries.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), value);
      }
    });
    return found;
  }
}
