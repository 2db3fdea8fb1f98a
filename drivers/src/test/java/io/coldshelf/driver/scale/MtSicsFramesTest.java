package io.coldshelf.driver.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtSicsFramesTest {

  private static Frames frames() {
    return new MtSics().frames(false, Optional.empty());
  }

  private static Indication weight(boolean stable, String value, String unit) {
    return new Indication.Weight(stable, new BigDecimal(value), unit);
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("S S     100.00 g", weight(true, "100.00", "g")),
        Arguments.of("S D     129.07 g", weight(false, "129.07", "g")),
        Arguments.of("S S      -0.5 kg", weight(true, "-0.5", "kg")),
        Arguments.of("S S         0 lb", weight(true, "0", "lb")),
        Arguments.of("S S       .25 kg  ", weight(true, ".25", "kg")),
        Arguments.of("\u0000\u00ffS S     100.00 g", weight(true, "100.00", "g")),
        Arguments.of("S I", new Indication.Busy("can't weigh just now")),
        Arguments.of("S +", new Indication.Overload()),
        Arguments.of("S -", new Indication.Underload()),
        Arguments.of("S L", new Indication.Unable("S L")),
        Arguments.of("ES", new Indication.Unknown("ES")),
        Arguments.of("ET", new Indication.Damaged("ET")),
        Arguments.of("EL", new Indication.Unable("EL")),
        Arguments.of("S S Error 1b", new Indication.Failure("Error 1b")),
        Arguments.of("I2 A \"PG603 610.00 g\"", new Indication.Identity("\"PG603 610.00 g\"")),
        Arguments.of("I0 B 0 \"I0\"", new Indication.Identity("\"I0\"")),
        Arguments.of("I4 A \"0123456789\"", new Indication.Serial("0123456789")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsEachKindOfLine(String line, Indication answer) {
    assertEquals(answer, MtSics.read(line));
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
    assertInstanceOf(Indication.Noise.class, MtSics.read(line));
  }

  @Test
  void cutsLinesWhereverTheStreamWasCut() {
    byte[] stream =
        "I4 A \"01\"\r\n\r\nS D     1.5 kg\r\nS S     2.5 kg\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    List<Indication> whole = frames().feed(stream, stream.length);
    assertEquals(3, whole.size());
    for (int chunk = 1; chunk < stream.length; chunk++) {
      Frames parser = frames();
      List<Indication> parts = new ArrayList<>();
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
      assertEquals(List.of(), frames().feed(line, length));
    }
  }

  @Test
  void aLineWithoutEndIsCutIntoNoise() {
    byte[] flood = new byte[1000];
    Arrays.fill(flood, (byte) 'x');

    assertEquals(7, frames().feed(flood, flood.length).size());
  }

  @Test
  void noNoiseMakesItStumble() {
    long seed = Long.getLong("seed", 20_260_103L);
    Random random = new Random(seed);
    byte[] alphabet = "S IDL+-0123.g kE\r\nError\"A4\u0000".getBytes(StandardCharsets.US_ASCII);
    Frames parser = frames();
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
