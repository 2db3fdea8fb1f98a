package io.coldshelf.edge.replay;

import io.coldshelf.model.AntennaState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The two kinds of rows, told apart by their header. */
enum Columns {
  /** {@code time,point,value[,quality]}. */
  READINGS("time,point,value", "quality") {
    @Override
    Observation row(String[] cells, Map<String, PointId> points) {
      PointId point = points.computeIfAbsent(cells[1], PointId::parse);
      Quality quality =
          cells.length > 3 && !cells[3].isEmpty()
              ? Quality.ofCode(cells[3])
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "quality '" + cells[3] + "' is not known; use good or bad"))
              : Quality.GOOD;
      if (cells[2].isEmpty()) {
        return Reading.missing(point, millis(cells[0]), quality.isBad() ? quality : Quality.BAD);
      }
      return quality.isBad()
          ? Reading.missing(point, millis(cells[0]), quality)
          : new Reading(point, millis(cells[0]), value(cells[2]), quality);
    }
  },

  /** {@code time,reader,antenna,epc[,rssi]}. */
  TAG_REPORTS("time,reader,antenna,epc", "rssi") {
    @Override
    Observation row(String[] cells, Map<String, PointId> points) {
      long time = millis(cells[0]);
      OptionalInt rssi =
          cells.length > 4 && !cells[4].isEmpty()
              ? OptionalInt.of((int) Math.round(Double.parseDouble(cells[4])))
              : OptionalInt.empty();
      int antenna = Integer.parseInt(cells[2]);
      if (cells[3].isEmpty()) {
        return new AntennaState(cells[1], antenna, time, false);
      }
      return new TagReport(cells[1], antenna, Epc.parse(cells[3]), time, time, 1, rssi);
    }
  };

  private final String required;
  private final String optional;

  Columns(String required, String optional) {
    this.required = required;
    this.optional = optional;
  }

  abstract Observation row(String[] cells, Map<String, PointId> points);

  /** Which kind a header announces. */
  static Columns ofHeader(String header) {
    String names = header.toLowerCase(Locale.ROOT).replace(" ", "");
    for (Columns columns : values()) {
      if (names.equals(columns.required)
          || names.equals(columns.required + "," + columns.optional)) {
        return columns;
      }
    }
    throw new IllegalArgumentException(
        "the header '"
            + header
            + "' is neither time,point,value[,quality] nor time,reader,antenna,epc[,rssi]");
  }

  Observation parse(String line, Map<String, PointId> points) {
    String[] cells = line.split(",", -1);
    int least = required.split(",", -1).length;
    if (cells.length < least || cells.length > least + 1) {
      throw new IllegalArgumentException(
          cells.length + " columns where " + required + "[," + optional + "] were announced");
    }
    return row(cells, points);
  }

  private static double value(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> Double.parseDouble(text);
    };
  }

  /** ISO 8601, or seconds since 1970 with fractions. */
  static long millis(String text) {
    try {
      if (text.indexOf('T') < 0) {
        return new BigDecimal(text).movePointRight(3).longValue();
      }
      return text.endsWith("Z")
          ? Instant.parse(text).toEpochMilli()
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time; use 2026-01-31T08:00:00Z or seconds since 1970", e);
    }
  }

  static Map<String, PointId> points() {
    return new HashMap<>();
  }
}
