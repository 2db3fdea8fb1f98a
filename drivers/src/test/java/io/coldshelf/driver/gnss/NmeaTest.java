package io.coldshelf.driver.gnss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.gnss.Dialect.Heard;
import io.coldshelf.driver.line.TextLines;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NmeaTest {

  private static final String RMC =
      "$GPRMC,175504.00,A,3825.60966,N,02708.53787,E,0.142,113.02,111206,,,A*6F";

  private static final Pattern TIME =
      Pattern.compile("\"time\":\"[^T]*T([0-9]{2}):([0-9]{2}):([0-9.]+)Z");

  private final Nmea nmea = new Nmea();

  private static String sentence(String content) {
    int sum = 0;
    for (int i = 0; i < content.length(); i++) {
      sum ^= content.charAt(i);
    }
    return "$%s*%02X".formatted(content, sum);
  }

  private Map<String, OptionalDouble> values(String line) {
    return assertInstanceOf(Heard.Values.class, nmea.heard(line), line).values();
  }

  private double value(String line, String point) {
    return values(line).getOrDefault(point, OptionalDouble.empty()).orElse(Double.NaN);
  }

  @Test
  void rmcGivesPositionSpeedAndCourse() {
    assertEquals(38 + 25.60966 / 60, value(RMC, Points.LAT), 1e-12);
    assertEquals(27 + 8.53787 / 60, value(RMC, Points.LON), 1e-12);
    assertEquals(0.142 * 1852 / 3600, value(RMC, Points.SPEED), 1e-12);
    assertEquals(113.02, value(RMC, Points.COURSE));
  }

  @Test
  void ggaGivesAltitudeSatellitesAndTheKindOfFix() {
    String gga = "$GPGGA,113258,3238.9148,N,10822.4466,W,2,08,1.1,1577.4,M,-24.6,M,,*4D";
    assertEquals(-(108 + 22.4466 / 60), value(gga, Points.LON), 1e-12);
    assertEquals(1577.4, value(gga, Points.ALTITUDE));
    assertEquals(8, value(gga, Points.SATELLITES));
    assertEquals(2, value(gga, Points.FIX));
  }

  /**
   * gpsd's own recordings: among the sentences stands what gpsd makes of them. Wherever it has a
   * fix of the time of a sentence of ours, ours is the same.
   */
  @ParameterizedTest
  @CsvSource({"bu303-climbing, 5", "garmin15x, 12", "nmea-fuzzy-cases, 12", "ublox-lea-4s, 2"})
  void findsWhatGpsdFinds(String recording, int least) throws IOException {
    Gpsd gpsd = new Gpsd();
    Map<Double, Map<String, OptionalDouble>> ours = new HashMap<>();
    int compared = 0;
    for (String line : chk(recording)) {
      if (nmea.heard(line) instanceof Heard.Values said) {
        ours.put(Double.parseDouble(Sentence.parse(line).orElseThrow().field(0)), said.values());
      } else if (line.startsWith("{")) {
        Heard theirs = gpsd.heard(line);
        assertTrue(!(theirs instanceof Heard.Noise), line);
        Matcher time = TIME.matcher(line);
        if (theirs instanceof Heard.Values fix && line.contains("\"lat\"") && time.find()) {
          double at = Double.parseDouble(time.group(1) + time.group(2) + time.group(3));
          compared += same(ours.getOrDefault(at, Map.of()), fix.values(), line);
        }
      }
    }
    assertTrue(compared >= least, recording + ": " + compared);
  }

  private static List<String> chk(String recording) throws IOException {
    return Files.readAllLines(Vectors.oracle("nmea/" + recording + ".log.chk"), ISO_8859_1);
  }

  private static int same(
      Map<String, OptionalDouble> ours, Map<String, OptionalDouble> theirs, String line) {
    OptionalDouble latitude = ours.getOrDefault(Points.LAT, OptionalDouble.empty());
    if (latitude.isEmpty()) {
      return 0;
    }
    for (String point : List.of(Points.LAT, Points.LON)) {
      assertEquals(
          theirs.getOrDefault(point, OptionalDouble.empty()).orElse(Double.NaN),
          ours.getOrDefault(point, OptionalDouble.empty()).orElse(Double.NaN),
          1e-8,
          line);
    }
    if (ours.containsKey(Points.SPEED)) {
      assertEquals(
          theirs.getOrDefault(Points.SPEED, OptionalDouble.empty()).orElse(Double.NaN),
          ours.get(Points.SPEED).orElse(Double.NaN),
          1e-3,
          line);
    }
    return 1;
  }

  @Test
  void aReceiverWithoutAFixHasNoPositionInItsWholeRecording() throws IOException {
    List<Heard.Values> said = new ArrayList<>();
    for (String line : chk("bu303-nofix")) {
      if (nmea.heard(line) instanceof Heard.Values values) {
        said.add(values);
      }
    }
    assertTrue(said.size() > 3, said::toString);
    for (Heard.Values values : said) {
      assertEquals(OptionalDouble.empty(), values.values().get(Points.LAT));
    }
  }

  /** SiRF's binary protocol: a receiver that has to be switched to NMEA. */
  @ParameterizedTest
  @ValueSource(strings = {"bu303-climbing", "bu303-nofix"})
  void anotherProtocolIsNoise(String recording) throws IOException {
    byte[] all = Files.readAllBytes(Vectors.oracle("nmea/" + recording + ".log"));
    List<String> lines = new TextLines(nmea.longestLine()).take(all, all.length);
    assertTrue(lines.size() > 5, lines::toString);
    lines.forEach(line -> assertInstanceOf(Heard.Noise.class, nmea.heard(line)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPRMC,1,V,3825.60966,N,02708.53787,E,0.142,113.02,111206,,,A",
        "GPRMC,1,A,3825.60966,N,02708.53787,E,0.142,113.02,111206,,,N",
        "GPRMC,1,A,3825.60966,N,02708.53787,E,0.142,113.02,111206,,,S",
        "GPRMC,1,,,,,,,,,,,N",
        "GPGGA,1,3825.60966,N,02708.53787,E,0,00,,,M,,M,,",
        "GPGGA,1,3825.60966,N,02708.53787,E,8,05,1,1,M,,M,,"
      })
  void withoutAFixThePositionIsMissing(String content) {
    assertEquals(OptionalDouble.empty(), values(sentence(content)).get(Points.LAT));
    assertEquals(OptionalDouble.empty(), values(sentence(content)).get(Points.LON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPRMC,1,A,9125.60966,N,02708.53787,E,0,0,111206,,,A",
        "GPRMC,1,A,3861.0,N,02708.53787,E,0,0,111206,,,A",
        "GPRMC,1,A,3825.6,X,02708.53787,E,0,0,111206,,,A",
        "GPRMC,1,A,3825.6,N,18108.5,E,0,0,111206,,,A",
        "GPRMC,1,A,3825.6,N,2708.53787,E,0,0,111206,,,A",
        "GPRMC,1,A,,N,02708.53787,E,0,0,111206,,,A",
        "GPRMC,1,A,3825.6,N,02708.53787,E,fast,0,111206,,,A",
        "GPRMC,1,A",
        "GPGGA,1,3825.6,N,02708.5,E,9,08,1,1,M,,M,,",
        "GPGGA,1,3825.6,N,02708.5,E,,08,1,1,M,,M,,"
      })
  void whatCannotBeAPositionIsNone(String content) {
    Heard heard = nmea.heard(sentence(content));
    if (heard instanceof Heard.Values values) {
      assertEquals(OptionalDouble.empty(), values.values().get(Points.LAT), content);
    }
  }

  @Test
  void whoStandsStillHasNoCourseAndNothingIsMissed() {
    Map<String, OptionalDouble> said =
        values(sentence("GNRMC,1,A,3825.6,N,02708.5,E,0.0,,111206,,,A"));
    assertEquals(false, said.containsKey(Points.COURSE));
    assertEquals(OptionalDouble.of(0), said.get(Points.SPEED));
  }

  /** A receiver whose weeks rolled over, and one at midnight, say the same position. */
  @Test
  void datesAndTimesMoveNothing() {
    assertEquals(
        values(sentence("GPRMC,235959.9,A,3825.6,N,02708.5,E,0.1,1,311225,,,A")),
        values(sentence("GPRMC,000000.0,A,3825.6,N,02708.5,E,0.1,1,170506,,,A")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GP", "GN", "GL", "GA", "GB", "BD", "QZ"})
  void everySystemsTalkerIsHeard(String talker) {
    assertTrue(
        values(sentence(talker + "RMC,1,A,3825.6,N,02708.5,E,0.1,1,111206,,,A"))
            .containsKey(Points.LAT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$", "*", "$*00", "$GPRMC*", "$PUBX,00*33", "GPRMC,1", "$GPRMC,1*ZZ"})
  void whatIsNoSentenceIsNoise(String line) {
    assertInstanceOf(Heard.Noise.class, nmea.heard(line));
  }

  @Test
  void aWrongOrMissingChecksumIsNoise() {
    assertInstanceOf(Heard.Noise.class, nmea.heard(RMC.replace("*6F", "*6E")));
    assertInstanceOf(Heard.Noise.class, nmea.heard(RMC.replace("*6F", "")));
    assertInstanceOf(Heard.Noise.class, nmea.heard(RMC.replace("3825", "3925")));
    assertInstanceOf(Heard.Values.class, nmea.heard(RMC.replace("*6F", "*6f")));
    assertInstanceOf(Heard.Values.class, nmea.heard("17,E,0.1" + RMC), "behind a cut-off one");
  }

  @Test
  void everyTruncationIsNoise() {
    for (int length = 0; length < RMC.length(); length++) {
      assertInstanceOf(Heard.Noise.class, nmea.heard(RMC.substring(0, length)), "at " + length);
    }
  }

  @Test
  void everyWayToCutTheBytesGivesTheSameLines() {
    byte[] bytes = (RMC + "\r\n\r\n" + RMC + "\n").getBytes(ISO_8859_1);
    for (int chunk = 1; chunk <= bytes.length; chunk++) {
      TextLines lines = new TextLines(256);
      List<String> all = new ArrayList<>();
      for (int at = 0; at < bytes.length; at += chunk) {
        byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk));
        all.addAll(lines.take(part, part.length));
      }
      assertEquals(List.of(RMC, RMC), all, "chunks of " + chunk);
    }
  }

  @Test
  void aLineThatIsTooLongIsLeftOutWholeAndTheNextOneIsGood() {
    byte[] bytes = ("x".repeat(5000) + RMC + "\r\n" + RMC + "\r\n").getBytes(ISO_8859_1);
    assertEquals(List.of(RMC), new TextLines(256).take(bytes, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noiseIsNeverAPosition(long seed) {
    Random random = new Random(seed);
    byte[] letters = "$GPRMCA,*0123456789.NSEW\r\n".getBytes(ISO_8859_1);
    TextLines lines = new TextLines(256);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[random.nextInt(100)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] =
            random.nextInt(5) == 0
                ? (byte) random.nextInt()
                : letters[random.nextInt(letters.length)];
      }
      String said =
          lines.take(noise, noise.length).stream()
              .map(nmea::heard)
              .filter(Heard.Values.class::isInstance)
              .map(Heard::toString)
              .collect(Collectors.joining());
      assertEquals("", said, "seed " + seed + ", round " + round);
    }
  }
}
