package io.coldshelf.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.json.Json;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.JsonPointer;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensorTest {

  private static final String FRIDGE = "zigbee2mqtt/fridge1";
  private static final String TASMOTA = "tele/bierkast";
  private static final String TWO_PROBES =
      "{\"Time\":\"2018-08-22T07:31:19\",\"DS18B20-1\":{\"Id\":\"0116361EB8EE\",\"Temperature\":20.6},"
          + "\"DS18B20-2\":{\"Id\":\"0316361F1CFF\",\"Temperature\":-18.1},\"TempUnit\":\"C\"}";

  private static Reading good(String point, double value) {
    return Reading.good(new PointId("dev", point), Messages.ARRIVED, value);
  }

  private static Reading bad(String point, Quality quality) {
    return Reading.missing(new PointId("dev", point), Messages.ARRIVED, quality);
  }

  private static Set<Observation> set(Observation... observations) {
    return Set.of(observations);
  }

  /** The published samples, each with the profile and the place of its device. */
  @Test
  void readsThePublishedSamples() throws IOException {
    Map<String, List<String>> devices =
        Map.of(
            "zigbee2mqtt/fridge1", List.of("z2m-sonoff-snzb-02", FRIDGE),
            "tele/bierkast", List.of("tasmota-ds18b20", TASMOTA + "?id=0116361EB8EE"),
            "shellyplusht", List.of("shelly-plus-ht", "shellyplusht-b8d61a8b17cc"),
            "shellyplus1", List.of("shelly-addon-ds18b20-status", "shellyplus1-aabbcc"));
    List<Object> said = new ArrayList<>();
    for (String line : Files.readAllLines(Vectors.oracle("mqtt-sensors/samples.jsonl"))) {
      Json sample = Json.parse(line.getBytes(UTF_8)).orElseThrow();
      String topic = text(sample.at(JsonPointer.parse("/topic")).orElseThrow());
      List<String> device =
          devices.entrySet().stream()
              .filter(entry -> topic.startsWith(entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow();
      String payload = line.substring(line.indexOf("\"payload\":") + 10, line.length() - 1);
      Sensor.Said one =
          Messages.of(device.get(0), device.get(1)).said(topic, payload.replaceAll("^\"|\"$", ""));
      said.add(
          one.availability().isPresent()
              ? one.availability().get()
              : Set.copyOf(one.observations()));
    }
    assertEquals(
        List.of(
            set(good("temperature", 27.34), good("humidity", 44.72)),
            false,
            set(good("temperature", 20.6)),
            set(good("temperature", 20.6)),
            false,
            set(good("temperature", 19.8), good("humidity", 42.2), good("battery", 0)),
            set(good("temperature", -18.5)),
            set(bad("temperature", Quality.BAD_SENSOR_FAILURE))),
        said);
  }

  private static String text(Json value) {
    return ((Json.Text) value).text();
  }

  @Test
  void aProbeIsFoundByItsIdWhateverItsNumber() {
    Messages second = Messages.of("tasmota-ds18b20", TASMOTA + "?id=0316361F1CFF");
    assertEquals(
        List.of(good("temperature", -18.1)), second.measured(TASMOTA + "/SENSOR", TWO_PROBES));
    assertEquals(
        List.of(good("temperature", 3)),
        second.measured(
            TASMOTA + "/SENSOR",
            "{\"DS18B20\":{\"Id\":\"0316361F1CFF\",\"Temperature\":3.0},\"TempUnit\":\"C\"}"));
  }

  @Test
  void aProbeThatIsNotAmongTheOthersHasFailedAndOneOfSeveralIsNotGuessed() {
    assertEquals(
        List.of(bad("temperature", Quality.BAD_SENSOR_FAILURE)),
        Messages.of("tasmota-ds18b20", TASMOTA + "?id=AA")
            .measured(TASMOTA + "/SENSOR", TWO_PROBES));
    assertEquals(
        List.of(bad("temperature", Quality.BAD_CONFIGURATION)),
        Messages.of("tasmota-ds18b20", TASMOTA).measured(TASMOTA + "/SENSOR", TWO_PROBES));
  }

  @ParameterizedTest
  @CsvSource({"C, 68.5, 68.5", "F, 68.0, 20.0", "F, -4, -20", "K, 293.15,", "f, 68,"})
  void aUnitIsTakenAsItIsSaid(String unit, double written, Double celsius) {
    String payload =
        "{\"SHT3X\":{\"Temperature\":%s},\"TempUnit\":\"%s\"}".formatted(written, unit);
    List<Observation> said =
        Messages.of("tasmota-sht3x", TASMOTA).measured(TASMOTA + "/SENSOR", payload);
    assertEquals(
        List.of(
            celsius == null
                ? bad("temperature", Quality.BAD_ENCODING)
                : good("temperature", celsius)),
        said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "null; BAD_SENSOR_FAILURE",
        "\"nan\"; BAD_SENSOR_FAILURE",
        "\"\"; BAD_SENSOR_FAILURE",
        "\"4.5\"; BAD_ENCODING",
        "\"warm\"; BAD_ENCODING",
        "{\"a\":1}; BAD_ENCODING",
        "[4.5]; BAD_ENCODING",
        "1e999; BAD_OUT_OF_RANGE",
        "85.1; BAD_OUT_OF_RANGE",
        "-40.1; BAD_OUT_OF_RANGE"
      })
  void whatIsNoValueIsMissingWithItsReason(String written, Quality quality) {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    assertEquals(
        List.of(bad("temperature", quality)),
        fridge.measured(FRIDGE, "{\"temperature\":" + written + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"linkquality\":80}", "{\"Temperature\":4}"})
  void whatIsNotSaidIsNotMissed(String payload) {
    assertEquals(List.of(), Messages.of("z2m-sonoff-snzb-02", FRIDGE).measured(FRIDGE, payload));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"temperature\":4.5", "<xml/>", "[[[[", "\u0001", "{'temperature':4}"})
  void aPayloadThatCannotBeUnderstoodIsABadReadingOfEachPoint(String payload) {
    List<Observation> said =
        Messages.of("shelly-dw2", "shellies/dw")
            .measured("shellies/dw/sensor/temperature", payload);
    assertEquals(List.of(bad("temperature", Quality.BAD_ENCODING)), said);
  }

  @Test
  void aHugePayloadIsABadReading() {
    String huge = "{\"temperature\":4.5,\"x\":\"" + "x".repeat(Json.MAX_BYTES) + "\"}";
    assertEquals(
        Set.of(
            bad("temperature", Quality.BAD_ENCODING),
            bad("humidity", Quality.BAD_ENCODING),
            bad("battery", Quality.BAD_ENCODING)),
        Set.copyOf(Messages.of("z2m-sonoff-snzb-02", FRIDGE).measured(FRIDGE, huge)));
  }

  @ParameterizedTest
  @CsvSource({"open, 1", "close, 0", "unknown,"})
  void wordsAreWhatTheProfileSays(String word, Double value) {
    List<Observation> said =
        Messages.of("shelly-dw2", "shellies/dw").measured("shellies/dw/sensor/state", word);
    assertEquals(
        List.of(value == null ? bad("open", Quality.BAD_ENCODING) : good("open", value)), said);
  }

  @Test
  void aClosedContactIsADoorThatIsNotOpen() {
    Messages door = Messages.of("z2m-aqara-mccgq11lm", "zigbee2mqtt/door");
    assertEquals(List.of(good("open", 0)), door.measured("zigbee2mqtt/door", "{\"contact\":true}"));
    assertEquals(
        List.of(good("open", 1)), door.measured("zigbee2mqtt/door", "{\"contact\":false}"));
  }

  @Test
  void aPlainNumberIsAValue() {
    Messages sensor = Messages.of("shelly-ht", "shellies/shellyht-1");
    String topic = "shellies/shellyht-1/sensor/temperature";
    for (String payload : List.of("4.50", "4.5", " 4.5\n", "+4.5")) {
      assertEquals(List.of(good("temperature", 4.5)), sensor.measured(topic, payload), payload);
    }
    assertEquals(
        List.of(bad("temperature", Quality.BAD_OUT_OF_RANGE)), sensor.measured(topic, "999"));
  }

  @Test
  void anErrorOfAShellyIsAFailedSensorWhateverItsValue() {
    Messages probe = Messages.of("shelly-addon-ds18b20", "shellyplus1-a");
    String form =
        "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1.0,\"temperature:100\":{\"id\":100%s}}}";
    assertEquals(
        List.of(bad("temperature", Quality.BAD_SENSOR_FAILURE)),
        probe.measured("shellyplus1-a/events/rpc", form.formatted(",\"errors\":[\"read\"]")));
    assertEquals(
        List.of(good("temperature", -18.5)),
        probe.measured("shellyplus1-a/events/rpc", form.formatted(",\"tC\":-18.5,\"errors\":[]")));
    assertEquals(List.of(), probe.measured("shellyplus1-a/events/rpc", form.formatted("")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "online; true",
        "offline; false",
        "Online; true",
        "Offline; false",
        "true; true",
        "false; false",
        "{\"state\":\"online\"}; true",
        "{\"state\":\"offline\"}; false"
      })
  void availabilityIsSaidInManyWays(String payload, boolean online) {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    assertEquals(
        Optional.of(online), fridge.said(FRIDGE + "/availability", payload).availability());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "{\"state\":1}", "on", "{\"state\":\"onlin", "[true]"})
  void whatSaysNothingOfAvailabilityChangesNothing(String payload) {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    assertEquals(Optional.empty(), fridge.said(FRIDGE + "/availability", payload).availability());
  }

  @Test
  void aKeptMessageOfUnknownAgeIsNoReadingButItsAvailabilityCounts() {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    assertEquals(
        List.of(), fridge.said(FRIDGE, "{\"temperature\":4}".getBytes(UTF_8), true).observations());
    assertEquals(
        Optional.of(false),
        fridge.said(FRIDGE + "/availability", "offline".getBytes(UTF_8), true).availability());
  }

  @Test
  void aMessageThatWaitedIsOfItsOwnTime() {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    Reading waited =
        (Reading)
            fridge
                .measured(FRIDGE, "{\"temperature\":4,\"last_seen\":\"2026-03-01T11:30:00.000Z\"}")
                .getFirst();
    assertEquals(Messages.ARRIVED - 30 * 60_000, waited.timeMillis());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-03-01T11:59:30Z\"", // as good as now
        "\"2026-03-01T12:59:30Z\"", // a clock that is fast
        "\"2020-03-01T12:00:00Z\"", // a clock that lost its battery
        "\"2026-03-01T10:00:00\"", // local, of an unknown zone
        "\"yesterday\"",
        "true",
        "null",
        "{}",
        "1e300",
        "-5"
      })
  void whereASendersClockIsOfNoUseTheArrivalCounts(String lastSeen) {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    assertEquals(
        List.of(good("temperature", 4)),
        fridge.measured(FRIDGE, "{\"temperature\":4,\"last_seen\":" + lastSeen + "}"));
  }

  @Test
  void aRepeatedValueIsNotMeasuredAgain() {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    String form = "{\"temperature\":%s,\"last_seen\":\"2026-03-01T11:59:5%s+00:00\"}";
    assertEquals(1, fridge.measured(FRIDGE, form.formatted("4", "1")).size());
    assertEquals(List.of(), fridge.measured(FRIDGE, form.formatted("4", "1")), "from the cache");
    assertEquals(1, fridge.measured(FRIDGE, form.formatted("4", "2")).size(), "measured anew");
    assertEquals(1, fridge.measured(FRIDGE, form.formatted("5", "2")).size(), "changed");
  }

  @Test
  void theTimesOfAPointDoNotRunBackwards() {
    Messages fridge = Messages.of("z2m-sonoff-snzb-02", FRIDGE);
    long last = Long.MIN_VALUE;
    for (String time : List.of("11:00", "11:30", "10:00", "11:45")) {
      Reading reading =
          (Reading)
              fridge
                  .measured(
                      FRIDGE, "{\"temperature\":4,\"last_seen\":\"2026-03-01T" + time + ":00Z\"}")
                  .getFirst();
      assertTrue(reading.timeMillis() >= last, time);
      last = reading.timeMillis();
    }
  }

  @Test
  void namesOfDevicesMayHoldSlashes() {
    Messages deep = Messages.of("z2m-sonoff-snzb-02", "zigbee2mqtt/store/case/1");
    assertEquals(
        Set.of("zigbee2mqtt/store/case/1", "zigbee2mqtt/store/case/1/availability"),
        deep.sensor().topics());
  }

  @Test
  void anIdWithNothingToChooseIsAMistake() {
    assertThrows(
        IllegalArgumentException.class, () -> Messages.of("z2m-sonoff-snzb-02", FRIDGE + "?id=7"));
  }

  /**
   * Every truncation of a good payload and noise from a seed: never an exception, never a value.
   */
  @Test
  void noTruncationOfAPayloadIsAValue() {
    byte[] whole = TWO_PROBES.getBytes(UTF_8);
    Messages probe = Messages.of("tasmota-ds18b20", TASMOTA + "?id=0116361EB8EE");
    for (int length = 1; length < whole.length; length++) {
      for (Observation said :
          probe.said(TASMOTA + "/SENSOR", Arrays.copyOf(whole, length), false).observations()) {
        assertFalse(((Reading) said).quality().isGood(), "at " + length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noiseIsNeverAValue(long seed) {
    Random random = new Random(seed);
    Messages probe = Messages.of("tasmota-ds18b20", TASMOTA + "?id=0116361EB8EE");
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[1 + random.nextInt(100)];
      random.nextBytes(noise);
      for (Observation said : probe.said(TASMOTA + "/SENSOR", noise, false).observations()) {
        assertFalse(((Reading) said).quality().isGood(), "seed " + seed + ", round " + round);
      }
    }
  }
}
