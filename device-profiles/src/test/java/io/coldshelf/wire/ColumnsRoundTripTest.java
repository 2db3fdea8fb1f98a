package io.coldshelf.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsRoundTripTest {

  private static final List<Quality> QUALITIES = List.of(Quality.values());

  private static final String GATEWAY = "g1";
  private static final long TIME = 1_767_225_600_000L;
  private static final PointId AIR = new PointId("probe", "temperature");

  private final PayloadEncoder encoder =
      PayloadForm.COLUMNS.encoder(GATEWAY, point -> point.point().length() > 5 ? "Cel" : "");

  private ReadingsPayload again(
      List<Reading> readings, List<Sighting> sightings, List<Summary> summaries) {
    PayloadEncoder.Encoded encoded = encoder.encode(readings, sightings, summaries);
    return ReadingsPayload.read(GATEWAY, encoded.encoding(), encoded.payload());
  }

  private List<Reading> again(List<Reading> readings) {
    return again(readings, List.of(), List.of()).readings();
  }

  /** Each point's readings in their order: what the format keeps whatever the times are. */
  private static Map<PointId, List<Reading>> byPoint(List<Reading> readings) {
    Map<PointId, List<Reading>> points = new HashMap<>();
    for (Reading reading : readings) {
      points.computeIfAbsent(reading.point(), _ -> new ArrayList<>()).add(reading);
    }
    return points;
  }

  @Test
  void everyQualityComesBack() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Quality quality = QUALITIES.get(i / 2 % QUALITIES.size());
      readings.add(new Reading(AIR, TIME + i, quality.isBad() ? Double.NaN : i / 10.0, quality));
    }
    ReadingsPayload read = again(readings, List.of(), List.of());
    assertEquals(readings, read.readings());
    assertEquals(Map.of(AIR, "Cel"), read.units());
  }

  @Test
  void aColumnWithoutAnyValueComesBack() {
    List<Reading> readings = List.of(Reading.missing(AIR, TIME, Quality.BAD));
    assertEquals(readings, again(readings));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        -0.1,
        0.30000000000000004,
        1e-9,
        1.0 / 3,
        1e22,
        1e-22,
        4.35,
        2251799813685248.0,
        2251799813685249.0,
        225179981368524.75,
        -9007199254740992.0,
        1e300,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL
      })
  void valuesComeBackToTheLastBit(double value) {
    List<Reading> readings =
        List.of(
            Reading.good(AIR, TIME, value),
            Reading.good(AIR, TIME + 1, 4.5),
            Reading.good(AIR, TIME + 2, value),
            Reading.good(AIR, TIME + 3, -value));
    assertEquals(readings, again(readings));
    assertEquals(readings.subList(0, 1), again(readings.subList(0, 1)));
  }

  /** All columns of up to four rows with few times and values: every way to write them meets. */
  @Test
  void everySmallColumnComesBack() {
    long[] steps = {0, 1, 10_000, -5};
    double[] values = {0, 4.2, -0.0, 1.0 / 3, Double.NaN};
    int ways = steps.length * values.length;
    for (int code = 0; code < ways * ways * ways; code++) {
      List<Reading> readings = new ArrayList<>();
      long time = TIME;
      int rest = code;
      for (int row = 0; row < 3; row++) {
        time += steps[rest % steps.length];
        double value = values[rest / steps.length % values.length];
        readings.add(
            Double.isNaN(value)
                ? Reading.missing(AIR, time, Quality.BAD_OVERLOAD)
                : Reading.good(AIR, time, value));
        rest /= ways;
      }
      assertEquals(readings, again(readings), "code " + code);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, TIME, 253_402_300_799_999L, -253_402_300_799_999L})
  void timesComeBackToTheMillisecond(long millis) {
    PointId other = new PointId("p", "q");
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      readings.add(Reading.good(AIR, i % 2 == 0 ? millis : -millis, i));
      readings.add(Reading.good(other, i % 2 == 0 ? -millis : millis / 3, i));
    }
    assertEquals(byPoint(readings), byPoint(again(readings)));
  }

  @ParameterizedTest
  @ValueSource(longs = {253_402_300_800_000L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
  void timesThatNoClockTellsAreNotWritten(long millis) {
    List<Reading> readings = List.of(Reading.good(AIR, millis, 1));
    assertThrows(IllegalArgumentException.class, () -> again(readings));
    assertEquals(1, again(List.of(Reading.good(AIR, TIME, 1))).size());
  }

  @Test
  void pointsAreMergedByTimeAndEachKeepsItsOrder() {
    PointId other = new PointId("p", "q");
    Reading a1 = Reading.good(AIR, 10, 1);
    Reading a2 = Reading.good(AIR, 5, 2);
    Reading b1 = Reading.good(other, 7, 3);
    Reading b2 = Reading.good(other, 10, 4);
    assertEquals(List.of(b1, a1, a2, b2), again(List.of(a1, a2, b1, b2)));
  }

  @Test
  void tenThousandReadingsOfAThousandPointsComeBack() {
    List<Reading> readings = new ArrayList<>();
    RandomGenerator random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      PointId point = new PointId("device-" + i % 1000, "temperature");
      readings.add(
          Reading.good(point, TIME + i / 1000 * 10_000L + i % 1000, random.nextInt(90) / 10.0));
    }
    assertEquals(readings, again(readings));
  }

  @Test
  void moreThanAPayloadHoldsAndNothingAreNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> again(List.of()));
    List<Reading> many =
        java.util.Collections.nCopies(Columns.MAX_ITEMS, Reading.good(AIR, TIME, 1));
    assertEquals(many, again(many));
    List<Reading> more = java.util.Collections.nCopies(Columns.MAX_ITEMS + 1, many.getFirst());
    assertThrows(IllegalArgumentException.class, () -> again(more));
  }

  @Test
  void aPayloadOfAnotherGatewayIsRefused() {
    byte[] payload =
        encoder.encode(List.of(Reading.good(AIR, TIME, 1)), List.of(), List.of()).payload();
    assertThrows(
        WireException.class, () -> ReadingsPayload.read("g2", Block.Encoding.COLUMNS, payload));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverIsWrittenComesBack(long seed) {
    RandomGenerator random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Reading> readings = readings(random);
      List<Sighting> sightings = sightings(random);
      List<Summary> summaries = summaries(random);
      ReadingsPayload read = again(readings, sightings, summaries);
      String where = "seed " + seed + ", round " + round;
      assertEquals(byPoint(readings), byPoint(read.readings()), where);
      assertEquals(sightings, read.sightings(), where);
      assertEquals(summaries.size(), read.summaries().size(), where);
      assertTrue(read.summaries().containsAll(summaries), where);
    }
  }

  private static List<Reading> readings(RandomGenerator random) {
    List<Reading> readings = new ArrayList<>(List.of(Reading.good(AIR, TIME, 0)));
    int points = 1 + random.nextInt(6);
    int kind = random.nextInt(6);
    for (int i = random.nextInt(80); i > 0; i--) {
      PointId point = new PointId("d" + random.nextInt(points), "püint" + random.nextInt(2));
      long time = TIME + 1000L * i + (kind == 0 ? random.nextLong(1L << 40) : random.nextInt(9));
      double value =
          switch (kind) {
            case 1 -> random.nextDouble();
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> random.nextInt(2);
            case 4 -> random.nextLong(1L << 56) / 1000.0;
            default -> random.nextInt(100) / 10.0;
          };
      Quality quality =
          random.nextInt(8) == 0 ? QUALITIES.get(random.nextInt(QUALITIES.size())) : Quality.GOOD;
      if (quality.isBad() || !Double.isFinite(value)) {
        readings.add(Reading.missing(point, time, quality.isBad() ? quality : Quality.BAD));
      } else {
        readings.add(new Reading(point, time, value, quality));
      }
    }
    return readings;
  }

  private static List<Sighting> sightings(RandomGenerator random) {
    List<Sighting> sightings = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      int bits = random.nextInt(3) == 0 ? random.nextInt(497) : 96;
      byte[] epc = new byte[(bits + 7) / 8];
      for (int at = 0; at < epc.length; at++) {
        epc[at] = (byte) random.nextInt(2);
      }
      long first = TIME - random.nextInt(100_000);
      sightings.add(
          new Sighting(
              "reader-" + random.nextInt(2),
              1 + random.nextInt(4),
              Epc.of(epc, bits),
              first,
              first + random.nextInt(5000),
              1 + random.nextLong(1L << random.nextInt(50)),
              random.nextInt(4) == 0
                  ? OptionalInt.empty()
                  : OptionalInt.of(-30 - random.nextInt(50))));
    }
    return sightings;
  }

  private static List<Summary> summaries(RandomGenerator random) {
    List<Summary> summaries = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      double min = random.nextInt(100) / 10.0 - 5;
      double max = min + random.nextInt(50) / 10.0;
      long first = TIME + random.nextInt(1_000_000);
      summaries.add(
          new Summary(
              new PointId("d" + random.nextInt(3), "temperature"),
              first,
              first + random.nextInt(3_600_000),
              min,
              min + random.nextDouble() * (max - min),
              max,
              1 + random.nextInt(400)));
    }
    return summaries;
  }
}
