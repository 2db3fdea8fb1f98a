package io.coldshelf.driver.w1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.driver.w1.Scratchpad.Answer;
import io.coldshelf.model.Quality;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchpadTest {

  private static final int FAMILY = 0x28;

  private static final String GOOD =
      "72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=23125\n";

  private static Answer published(String name) throws IOException {
    return Scratchpad.read(Files.readString(Vectors.oracle("w1/" + name)), FAMILY);
  }

  @ParameterizedTest
  @CsvSource({
    "w1_slave.good, 23.125",
    "w1_slave.lowercase_yes, 23.125",
    "w1_slave.minus18_5, -18.5"
  })
  void publishedTemperatures(String file, double celsius) throws IOException {
    assertEquals(new Answer.Celsius(celsius), published(file));
  }

  @ParameterizedTest
  @CsvSource({
    "w1_slave.crc_no, BAD_ENCODING",
    "w1_slave.allzero_yes, BAD_SENSOR_FAILURE",
    "w1_slave.poweron85, BAD_SENSOR_FAILURE",
    // The file 'temperature' has no check, so what it says is never taken.
    "temperature.good, BAD_ENCODING"
  })
  void publishedTraps(String file, Quality quality) throws IOException {
    assertEquals(quality, assertInstanceOf(Answer.Bad.class, published(file)).quality());
  }

  @ParameterizedTest
  @ValueSource(strings = {"w1_slave.empty", "w1_slave.allff_no", "temperature.empty"})
  void publishedSilence(String file) throws IOException {
    assertEquals(new Answer.Silence(), published(file));
  }

  /** Maxim application note 27. */
  @Test
  void theCheckIsThatOfTheApplicationNote() {
    assertEquals(0xA2, Crc8.of(new int[] {0x02, 0x1C, 0xB8, 0x01, 0, 0, 0}, 7));
  }

  static Stream<List<String>> registers() throws IOException {
    return Files.readAllLines(Vectors.oracle("datasheets/vectors.tsv")).stream()
        .map(line -> List.of(line.split("\t", -1)))
        .filter(row -> row.getFirst().equals("DS18B20"));
  }

  /** DS18B20 data sheet, table 1. */
  @ParameterizedTest
  @MethodSource("registers")
  void theRegisterIsReadAsInTheDataSheet(List<String> row) {
    int counts = HexFormat.fromHexDigits(row.get(2));
    int[] bytes = {counts & 0xFF, counts >> 8, 0, 0, 0, 0, 0, 0, 0};
    String celsius = row.get(3).split(" ", -1)[0];
    assertEquals(Double.parseDouble(celsius), Scratchpad.register(bytes, FAMILY));
  }

  /** DS18S20 data sheet, table 1: it counts in halves and says what remains. */
  @Test
  void aDs18s20CountsInHalves() {
    String text =
        TestWire.text(new int[] {0x32, 0, 0x4B, 0x46, 0xFF, 0xFF, 0x02, 0x10}, "YES", 25_625);
    assertEquals(new Answer.Celsius(25.625), Scratchpad.read(text, 0x10));
    assertEquals(
        Quality.BAD_ENCODING,
        assertInstanceOf(Answer.Bad.class, Scratchpad.read(text, FAMILY)).quality());
  }

  @Test
  void eightyFiveWithoutTheMarkOfPowerOnMayBeTrue() {
    String text =
        TestWire.text(new int[] {0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x10, 0x10}, "YES", 85_000);
    assertEquals(new Answer.PerhapsPowerOn(), Scratchpad.read(text, FAMILY));
  }

  @Test
  void aChipWithTooLittlePowerHasNoTemperature() {
    String text =
        TestWire.text(new int[] {0xFF, 0x07, 0x4B, 0x46, 0x7F, 0xFF, 0x01, 0x10}, "YES", 127_937);
    assertInstanceOf(Answer.Bad.class, Scratchpad.read(text, FAMILY));
  }

  @Test
  void noTruncationIsATemperatureButThatOfWhiteSpace() {
    for (int length = 0; length < GOOD.length() - 1; length++) {
      Answer answer = Scratchpad.read(GOOD.substring(0, length), FAMILY);
      // Digits of t= that are cut off leave a number that is not in the bytes.
      assertFalse(answer instanceof Answer.Celsius, "cut at " + length + ": " + answer);
    }
    assertInstanceOf(Answer.Celsius.class, Scratchpad.read(GOOD.strip(), FAMILY));
  }

  @Test
  void noSingleWrongBitOfTheBytesIsATemperature() {
    int[] good = {0x72, 0x01, 0x4B, 0x46, 0x7F, 0xFF, 0x0E, 0x10, 0x57};
    for (int bit = 0; bit < 72; bit++) {
      int[] wrong = good.clone();
      wrong[bit / 8] ^= 1 << bit % 8;
      String hex = TestWire.hex(wrong);
      String text = hex + ": crc=57 YES\n" + hex + "t=23125\n";
      assertInstanceOf(Answer.Bad.class, Scratchpad.read(text, FAMILY), text);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noiseIsNoTemperatureAndNoException(long seed) {
    RandomGenerator random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = GOOD.getBytes(StandardCharsets.ISO_8859_1);
      int changes = 1 + random.nextInt(6);
      for (int i = 0; i < changes; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Answer answer = Scratchpad.read(new String(bytes, StandardCharsets.ISO_8859_1), FAMILY);
      if (answer instanceof Answer.Celsius(double value)) {
        assertEquals(23.125, value, 1, "seed " + seed + ", round " + round);
      }
    }
  }
}
