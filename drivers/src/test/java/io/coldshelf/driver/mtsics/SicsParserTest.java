package io.coldshelf.driver.mtsics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SicsParserTest {

  private static SicsAnswer weight(boolean stable, String value, String unit) {
    return new SicsAnswer.Weight(stable, new BigDecimal(value), unit);
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("S S     100.00 g", weight(true, "100.00", "g")),
        Arguments.of("S D     129.07 g", weight(false, "129.07", "g")),
        Arguments.of("S S      -0.5 kg", weight(true, "-0.5", "kg")),
        Arguments.of("S S         0 lb", weight(true, "0", "lb")),
        Arguments.of("S S       .25 kg  ", weight(true, ".25", "kg")),
        Arguments.of("\u0000\u00ffS S     100.00 g", weight(true, "100.00", "g")),
        Arguments.of("S I", new SicsAnswer.Busy()),
        Arguments.of("S +", new SicsAnswer.Overload()),
        Arguments.of("S -", new SicsAnswer.Underload()),
        Arguments.of("S L", new SicsAnswer.Rejected(SicsAnswer.Why.PARAMETER)),
        Arguments.of("ES", new SicsAnswer.Rejected(SicsAnswer.Why.SYNTAX)),
        Arguments.of("ET", new SicsAnswer.Rejected(SicsAnswer.Why.TRANSMISSION)),
        Arguments.of("EL", new SicsAnswer.Rejected(SicsAnswer.Why.LOGIC)),
        Arguments.of("S S Error 1b", new SicsAnswer.Failure("Error 1b")),
        Arguments.of("I4 A \"0123456789\"", new SicsAnswer.Restarted("0123456789")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsEachKindOfLine(String line, SicsAnswer answer) {
    assertEquals(answer, SicsParser.read(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "S",
        "S S",
        "S A     1.234 g",
        "S S     100.00",
        "S S     1.2.3 g",
        "S S     . g",
        "S S     - g",
        "S S     100,00 g",
        "T S      10.00 g",
        "I4 B 0 \"x\"",
        "ST,+00123.45  g",
        "S S     1000000000000000000000000000 g",
        "SI",
        "Z A",
        "S S  100.00 g 5",
      })
  void anythingElseIsNoise(String line) {
    assertInstanceOf(SicsAnswer.Noise.class, SicsParser.read(line));
  }

  @Test
  void agreesWithThePublishedVectors() throws IOException {
    List<String> found = new ArrayList<>();
    for (String row : Files.readAllLines(Vectors.oracle("weight/vectors.tsv"))) {
      String[] cells = row.split("\t", -1);
      if (cells[0].equals("MT-SICS") && cells[1].startsWith("S ")) {
        byte[] bytes = cells[1].replace("\\r\\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        found.add(name(new SicsParser().feed(bytes, bytes.length).getFirst()) + cells[2]);
      }
    }

    assertEquals(
        List.of(
            "stable 100.00 g: stable net 100.00 g",
            "dynamic 129.07 g: dynamic (unstable) 129.07 g",
            "busy: command understood, not executable now (no stable value in time / busy): retry",
            "rejected: wrong parameter",
            "overload: overload",
            "underload: underload"),
        found);
  }

  private static String name(SicsAnswer answer) {
    return switch (answer) {
      case SicsAnswer.Weight w ->
          (w.stable() ? "stable " : "dynamic ") + w.value() + " " + w.unit() + ": ";
      case SicsAnswer.Busy _ -> "busy: ";
      case SicsAnswer.Overload _ -> "overload: ";
      case SicsAnswer.Underload _ -> "underload: ";
      case SicsAnswer.Rejected _ -> "rejected: ";
      case SicsAnswer.Failure _ -> "failure: ";
      case SicsAnswer.Restarted _ -> "restarted: ";
      case SicsAnswer.Noise _ -> "noise: ";
    };
  }

  @Test
  void cutsLinesWhereverTheStreamWasCut() {
    byte[] stream =
        "I4 A \"01\"\r\n\r\nS D     1.5 kg\r\nS S     2.5 kg\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    List<SicsAnswer> whole = new SicsParser().feed(stream, stream.length);
    assertEquals(3, whole.size());
    for (int chunk = 1; chunk < stream.length; chunk++) {
      SicsParser parser = new SicsParser();
      List<SicsAnswer> parts = new ArrayList<>();
      for (int start = 0; start < stream.length; start += chunk) {
        byte[] part = Arrays.copyOfRange(stream, start, Math.min(start + chunk, stream.length));
        parts.addAll(parser.feed(part, part.length));
      }
      assertEquals(whole, parts, "in chunks of " + chunk);
    }
  }

  @Test
  void noTruncationOfALineIsAnAnswer() {
    byte[] line = "S S     100.00 g".getBytes(StandardCharsets.US_ASCII);
    for (int length = 0; length <= line.length; length++) {
      assertEquals(List.of(), new SicsParser().feed(line, length));
    }
  }

  @Test
  void aLineWithoutEndIsCutIntoNoise() {
    byte[] flood = new byte[1000];
    Arrays.fill(flood, (byte) 'x');

    assertEquals(7, new SicsParser().feed(flood, flood.length).size());
  }

  @Test
  void noNoiseMakesItStumble() {
    long seed = Long.getLong("seed", 20_260_103L);
    Random random = new Random(seed);
    byte[] alphabet = "S IDL+-0123.g kE\r\nError\"A4\u0000".getBytes(StandardCharsets.US_ASCII);
    SicsParser parser = new SicsParser();
    int lines = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[random.nextInt(30)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = alphabet[random.nextInt(alphabet.length)];
      }
      lines += parser.feed(noise, noise.length).size();
    }
    assertEquals(true, lines > 1000, "seed " + seed);
  }
}
