package io.coldshelf.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldshelf.model.Epc;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenmlReaderTest {

  private static final long NOW = 1_700_000_000_000L;

  private static List<SenmlRecord> read(String hex) {
    return SenmlReader.read(HexFormat.of().parseHex(hex.replace(" ", "")), NOW);
  }

  /** RFC 8428, 5.1.3 and 5.1.5, and their resolved forms. */
  @ParameterizedTest
  @ValueSource(strings = {"ex3", "ex5"})
  void theExamplesOfTheRfcResolveAsItSays(String example) throws IOException {
    byte[] cbor = Files.readAllBytes(Vectors.oracle("senml/" + example + ".gen.cbor"));
    JsonNode resolved =
        new ObjectMapper()
            .readTree(Vectors.oracle("senml/" + example + ".gen.resolved.json").toFile());
    List<SenmlRecord> expected = new ArrayList<>();
    for (JsonNode record : resolved) {
      expected.add(
          new SenmlRecord(
              record.get("n").asText(),
              Math.round(record.get("t").asDouble() * 1000),
              record.get("u").asText(),
              new SenmlRecord.Numeric(
                  OptionalDouble.of(record.get("v").asDouble()), OptionalDouble.empty()),
              Optional.empty()));
    }
    assertEquals(expected, SenmlReader.read(cbor, NOW));
  }

  /** RFC 8428, 5.1 and 12: the same in JSON; "now" is when the examples were resolved. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12})
  void theExamplesInJsonResolveAsTheRfcSays(int example) throws IOException {
    byte[] json = Files.readAllBytes(Vectors.oracle("senml/ex" + example + ".gen.json"));
    JsonNode resolved =
        new ObjectMapper()
            .readTree(Vectors.oracle("senml/ex" + example + ".gen.resolved.json").toFile());
    List<SenmlRecord> expected = new ArrayList<>();
    for (JsonNode record : resolved) {
      expected.add(
          new SenmlRecord(
              record.get("n").asText(),
              Math.round(record.path("t").asDouble() * 1000),
              record.path("u").asText(),
              value(record),
              Optional.empty()));
    }
    assertEquals(expected, SenmlReader.readJson(json, 1_498_780_179_000L));
  }

  /** RFC 8428, 5.1.7; its resolved form leaves the last record out. */
  @Test
  void theExampleOfAllTypesInJsonIsRead() throws IOException {
    byte[] json = Files.readAllBytes(Vectors.oracle("senml/ex7.gen.json"));
    assertEquals(
        List.of(
            new SenmlRecord.Numeric(OptionalDouble.of(23.1), OptionalDouble.empty()),
            new SenmlRecord.Text("Machine Room"),
            new SenmlRecord.Truth(false),
            new SenmlRecord.Data(Epc.parse("6869200A"))),
        SenmlReader.readJson(json, NOW).stream().map(SenmlRecord::value).toList());
  }

  private static SenmlRecord.Value value(JsonNode record) throws IOException {
    if (record.has("vs")) {
      return new SenmlRecord.Text(record.get("vs").asText());
    }
    if (record.has("vb")) {
      return new SenmlRecord.Truth(record.get("vb").asBoolean());
    }
    if (record.has("vd")) {
      return new SenmlRecord.Data(
          Epc.of(java.util.Base64.getUrlDecoder().decode(record.get("vd").asText())));
    }
    return new SenmlRecord.Numeric(
        record.has("v") ? OptionalDouble.of(record.get("v").asDouble()) : OptionalDouble.empty(),
        record.has("s") ? OptionalDouble.of(record.get("s").asDouble()) : OptionalDouble.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[",
        "[1]",
        "[{\"v\":1}]",
        "[{\"n\":\"a\",\"v\":\"1\"}]",
        "[{\"n\":\"a\",\"v\":1,\"x_\":0}]",
        "[{\"bver\":11,\"n\":\"a\",\"v\":1}]",
        "[{\"n\":\"a\",\"v\":1}] []",
        "[{\"n\":\"a\",\"v\":1e999}]",
        "[{\"n\":\"a\",\"v\":1,\"vb\":true}]"
      })
  void whatIsNoPackInJsonIsRefused(String json) {
    assertThrows(SenmlException.class, () -> SenmlReader.readJson(json.getBytes(UTF_8), NOW));
  }

  @Test
  void aLabelOfCborIsNoneInJson() {
    byte[] json = "[{\"n\":\"a\",\"v\":1,\"2\":5,\"0\":\"b\"}]".getBytes(UTF_8);
    SenmlRecord read = SenmlReader.readJson(json, NOW).getFirst();
    assertEquals("a", read.name());
    assertEquals(
        new SenmlRecord.Numeric(OptionalDouble.of(1), OptionalDouble.empty()), read.value());
  }

  /** [{0:"a", 6:-1, 2:1}]: a time below 2^28 is relative to now (RFC 8428, 4.5.3). */
  @Test
  void aSmallTimeIsRelativeToNow() {
    assertEquals(NOW - 1000, read("81 a3 0061 61 0620 0201").getFirst().timeMillis());
    assertEquals(NOW, read("81 a2 0061 61 0201").getFirst().timeMillis());
  }

  /** [{-5:10, 0:"a", 2:1}, {0:"b", 4:true}, {0:"c", 3:"x"}, {0:"d", 5:2}]. */
  @Test
  void eachKindOfValueIsRead() {
    List<SenmlRecord> records =
        read("84 a3 240a 006161 0201 a2 006162 04f5 a2 006163 036178 a2 006164 0502");
    assertEquals(
        List.of(
            new SenmlRecord.Numeric(OptionalDouble.of(11), OptionalDouble.empty()),
            new SenmlRecord.Truth(true),
            new SenmlRecord.Text("x"),
            new SenmlRecord.Numeric(OptionalDouble.empty(), OptionalDouble.of(2))),
        records.stream().map(SenmlRecord::value).toList());
  }

  /** [{-2:"a", -4:"V"}, {2: 4([-1, 15])}]: a base record alone, then a decimal fraction. */
  @Test
  void decimalFractionsAndRecordsOfBasesOnlyAreRead() {
    List<SenmlRecord> records = read("82 a2 216161 236156 a1 02 c4 82 20 0f");
    assertEquals(1, records.size());
    assertEquals(
        new SenmlRecord.Numeric(OptionalDouble.of(1.5), OptionalDouble.empty()),
        records.getFirst().value());
    assertEquals("V", records.getFirst().unit());
  }

  @Test
  void anUnknownLabelIsPassedOver() {
    assertEquals(1, read("81 a3 006161 0201 6178 83010203").size());
  }

  @ParameterizedTest
  @CsvSource({
    "must be understood, 81 a3 006161 0201 62785f 01",
    "newer version, 81 a3 200b 006161 0201",
    "no name, 81 a1 0201",
    "no map, 81 01",
    "no array, a0",
    "nothing, ''",
    "infinity, 81 a2 006161 02f97c00",
    "not a number, 81 a2 006161 02f97e00",
    "infinite sum, 81 a3 24fb7fefffffffffffff 006161 02fb7fefffffffffffff",
    "year of no clock, 81 a3 006161 0201 06fb7fefffffffffffff",
    "text for a number, 81 a2 006161 026161",
    "number for a text, 81 a2 0001 0201",
    "number for a truth, 81 a2 006161 0401",
    "trailing byte, 80 00",
    "deep nesting, 81 a1 6178 8181818181818181",
    "huge text, 81 a1 00 7b 7fffffffffffffff",
    "huge bytes, 81 a1 08 5b 7fffffffffffffff",
    "huge array, 9b 7fffffffffffffff",
    "huge bignum, 81 a2 006161 02 c2 5a 7fffffff",
    "huge exponent, 81 a2 006161 02 c4 82 1a7fffffff 01"
  })
  void whatIsNoPackIsRefused(String what, String hex) {
    assertThrows(SenmlException.class, () -> read(hex), what);
  }

  @Test
  void endlessNestingIsRefused() {
    byte[] deep = new byte[1 << 20];
    java.util.Arrays.fill(deep, (byte) 0x81);
    assertThrows(SenmlException.class, () -> SenmlReader.read(deep, NOW));
    deep[1] = (byte) 0xA1;
    deep[2] = 0x61;
    deep[3] = 'x';
    assertThrows(SenmlException.class, () -> SenmlReader.read(deep, NOW));
  }
}
