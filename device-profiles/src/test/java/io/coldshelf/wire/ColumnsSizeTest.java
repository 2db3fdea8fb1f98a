package io.coldshelf.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reading costs. The figures of docs/encoding.md are measured on the same. */
class ColumnsSizeTest {

  private static final int PROBES = 20;
  private static final int JITTER_MILLIS = 20;

  private static double bytesEach(List<Reading> readings, int block) {
    PayloadEncoder encoder = PayloadForm.COLUMNS.encoder("store-1-gw1", _ -> "Cel");
    long bytes = 0;
    int written = 0;
    for (; written + block <= readings.size(); written += block) {
      bytes +=
          encoder
              .encode(readings.subList(written, written + block), List.of(), List.of())
              .payload()
              .length;
    }
    return (double) bytes / written;
  }

  /** A compressor's cycle, noise, tenths of a degree, and answers that come early and late. */
  private static List<Reading> aDay() {
    RandomGenerator random = new Random(1);
    double[] mean = random.doubles(PROBES, 2, 6).toArray();
    double[] cycle = random.doubles(PROBES, 900, 1800).toArray();
    double[] phase = random.doubles(PROBES, 0, 2 * Math.PI).toArray();
    List<Reading> readings = new ArrayList<>();
    for (int round = 0; round < 8640; round++) {
      for (int p = 0; p < PROBES; p++) {
        double degrees =
            mean[p]
                + 1.2 * Math.sin(phase[p] + 2 * Math.PI * 10 * round / cycle[p])
                + 0.07 * random.nextGaussian();
        readings.add(
            Reading.good(
                new PointId("case-%02d-probe".formatted(p + 1), "temperature"),
                GoldenPayload.TIME
                    + 10_000L * round
                    + 37L * p
                    + random.nextInt(2 * JITTER_MILLIS + 1)
                    - JITTER_MILLIS,
                Math.round(10 * degrees) / 10.0));
      }
    }
    readings.sort(Comparator.comparingLong(Reading::timeMillis));
    return readings;
  }

  @Test
  void aDayOfTwentyProbesCostsAtMostSixteenTenthsOfAByteEach() {
    double bytes = bytesEach(aDay(), 600);
    assertTrue(bytes <= 1.6, () -> bytes + " bytes a reading");
  }

  @Test
  void evenOneReadingOfEachIsSmall() {
    double bytes = bytesEach(aDay(), PROBES);
    assertTrue(bytes <= 9, () -> bytes + " bytes a reading");
  }

  @ParameterizedTest
  @CsvSource({"motes-5s.csv, 0.8", "room-hourly.csv, 1.6"})
  void recordingsCostNoMore(String file, double most) throws IOException {
    Map<String, PointId> points = new HashMap<>();
    List<Reading> readings = new ArrayList<>();
    for (String line : Files.readAllLines(Vectors.sample(file))) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("time")) {
        readings.add(
            Reading.good(
                points.computeIfAbsent(cells[1], PointId::parse),
                Instant.parse(cells[0]).toEpochMilli(),
                Double.parseDouble(cells[2])));
      }
    }
    double bytes = bytesEach(readings, 600);
    assertTrue(bytes <= most, () -> bytes + " bytes a reading");
  }
}
