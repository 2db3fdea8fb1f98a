package io.coldshelf.driver.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.JsonPointer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  /** RFC 6901, 5. */
  private static final String EXAMPLE =
      """
      {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\\\j": 5,
       "k\\"l": 6, " ": 7, "m~n": 8}
      """;

  private static Optional<Json> parse(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "/;0", "/a~1b;1", "/c%d;2", "/e^f;3", "/g|h;4", "/i\\j;5", "/k\"l;6", "`/ `;7", "/m~0n;8"
      })
  void findsThePlacesOfTheRfc(String pointer, double value) {
    assertEquals(
        Optional.of(new Json.Numeral(value)),
        parse(EXAMPLE).orElseThrow().at(JsonPointer.parse(pointer)));
  }

  @Test
  void countsElementsFromZeroAndTakesNoOtherWay() {
    Json document = parse(EXAMPLE).orElseThrow();
    assertEquals(Optional.of(new Json.Text("baz")), document.at(JsonPointer.parse("/foo/1")));
    for (String wrong :
        new String[] {"/foo/2", "/foo/01", "/foo/-", "/foo/-1", "/foo/1/x", "/bar"}) {
      assertEquals(Optional.empty(), document.at(JsonPointer.parse(wrong)), wrong);
    }
    assertEquals(Optional.of(document), document.at(JsonPointer.ALL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "{\"a\":}",
        "{\"a\" 1}",
        "[1,]",
        "1 2",
        "{} {}",
        "NaN",
        "+1",
        "01",
        ".5",
        "'a'",
        "{a:1}",
        "tru",
        "\"a",
        "// 1",
        "\u0000"
      })
  void takesNothingThatIsNoJson(String text) {
    assertEquals(Optional.empty(), parse(text));
  }

  @Test
  void refusesWhatIsTooDeepTooLongOrTooLarge() {
    assertTrue(parse("[".repeat(32) + "]".repeat(32)).isPresent());
    assertEquals(Optional.empty(), parse("[".repeat(33) + "]".repeat(33)));
    assertEquals(Optional.empty(), parse("[".repeat(60_000)));
    assertEquals(Optional.empty(), parse("\"" + "x".repeat(Json.MAX_BYTES) + "\""));
    assertEquals(Optional.empty(), parse("1".repeat(65)));
  }

  @Test
  void aNumberBeyondADoubleIsInfiniteAndNotWrong() {
    assertEquals(Optional.of(new Json.Numeral(Double.POSITIVE_INFINITY)), parse("1e999"));
  }

  @Test
  void everyTruncationIsNothing() {
    byte[] whole = "{\"a\":[1,{\"b\":\"c\"},null,true]}".getBytes(UTF_8);
    assertTrue(Json.parse(whole).isPresent());
    for (int length = 0; length < whole.length; length++) {
      assertEquals(Optional.empty(), Json.parse(Arrays.copyOf(whole, length)), "at " + length);
    }
  }

  @Test
  void noiseIsReadOrRefusedAndNeverMore() {
    Random random = new Random(7);
    byte[] letters = "{}[]\",:0123456789.eE+-truefalsn \\u\u00e4".getBytes(UTF_8);
    for (int round = 0; round < 50_000; round++) {
      byte[] noise = new byte[random.nextInt(40)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] =
            random.nextInt(10) == 0
                ? (byte) random.nextInt()
                : letters[random.nextInt(letters.length)];
      }
      Optional<Json> _ = Json.parse(noise);
    }
  }
}
