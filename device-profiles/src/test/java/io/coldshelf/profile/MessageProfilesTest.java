package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.MessageField.Choice;
import io.coldshelf.profile.MessageField.Conversion;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.YamlDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of devices that publish messages. */
class MessageProfilesTest {

  private static final String GOOD =
      """
      profile: hub-probe
      title: A probe behind a hub
      protocol: mqtt
      source: its manual
      messages:
        availability: LWT
        time: {pointer: /at, form: seconds}
        every: 5m
      points:
        temperature:
          title: Temperature
          unit: Cel
          message: {topic: SENSOR, among: DS18B20, by: Id, pointer: /T, fahrenheit: /TempUnit}
        door:
          title: Door
          message: {pointer: /door, words: {open: 1, "true": 0}, failed: /errors, scale: 0.1, offset: 2}
      """;

  private static DeviceProfile read(String text) {
    return DeviceProfileReader.read(
        YamlDocument.parse("probe.yaml", text), DeviceProfileReader.Bases.NONE);
  }

  @Test
  void aProfileIsReadWhole() {
    DeviceProfile profile = read(GOOD);
    assertEquals(
        Optional.of(
            new Messages(
                Optional.of("LWT"),
                Optional.of(
                    new Messages.Time(JsonPointer.parse("/at"), Messages.Time.Form.SECONDS)),
                Duration.ofMinutes(5))),
        profile.messages());
    assertEquals(
        Optional.of(
            new MessageField(
                "SENSOR",
                Optional.of(new Choice("DS18B20", "Id")),
                JsonPointer.parse("/T"),
                new Conversion(
                    1,
                    0,
                    Map.of(),
                    Optional.of(JsonPointer.parse("/TempUnit")),
                    Optional.empty()))),
        profile.point("temperature").orElseThrow().source());
    assertEquals(
        Optional.of(
            new MessageField(
                "",
                Optional.empty(),
                JsonPointer.parse("/door"),
                new Conversion(
                    0.1,
                    2,
                    Map.of("open", 1.0, "true", 0.0),
                    Optional.empty(),
                    Optional.of(JsonPointer.parse("/errors"))))),
        profile.point("door").orElseThrow().source());
    assertEquals(
        "topic …/SENSOR, DS18B20* by Id, /T",
        profile.point("temperature").flatMap(PointProfile::source).orElseThrow().described());
  }

  /** What is wrong in form is found by the loader and by the schema alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "availability: LWT->availability: /LWT",
        "availability: LWT->availability: \"+/LWT\"",
        "form: seconds->form: minutes",
        "pointer: /at, ->",
        "pointer: /at->pointer: at",
        "pointer: /T->pointer: /a~2",
        "every: 5m->every: 5",
        "every: 5m->evry: 5m",
        "topic: SENSOR->topic: \"#\"",
        "among: DS18B20, ->",
        "by: Id, ->",
        "open: 1->open: wide",
        "scale: 0.1->scale: 0",
        "message: {pointer: /door->register: {pointer: /door",
        "protocol: mqtt->protocol: modbus",
      })
  void loaderAndSchemaRefuseTheSame(String change) {
    ProfileChange.assertLoaderAndSchemaRefuse(GOOD, change, MessageProfilesTest::read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latitude: {title: x, unit: lat}->latitud: {title: x, unit: lat}",
        "unit: lat->unit: lon",
        ", unit: lat->",
        "fix: {title: x}->fix: {title: x, unit: m}"
      })
  void aReceiverHasThePointsAndUnitsOfReceivers(String change) {
    String good =
        """
        profile: receiver
        title: A receiver
        protocol: nmea
        source: its manual
        points:
          latitude: {title: x, unit: lat}
          fix: {title: x}
        """;
    assertEquals(2, read(good).points().size());
    String wrong = ProfileChange.changed(good, change);
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(wrong));
    assertEquals(1, refused.mistakes().size(), refused::getMessage);
  }

  /** RFC 6901, 3 and 5. */
  @Test
  void aPointerIsWrittenAsItIsRead() {
    for (String text : List.of("", "/", "/a", "/a/0/b", "/a~1b/m~0n", "/~01", "//x")) {
      assertEquals(text, JsonPointer.parse(text).toString());
    }
    assertEquals(List.of("~1"), JsonPointer.parse("/~01").tokens());
    for (String wrong : List.of("a", "/~", "/~2", "/a~", "/a".repeat(17))) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> JsonPointer.parse(wrong));
      assertTrue(String.valueOf(refused.getMessage()).contains(wrong), refused::getMessage);
    }
  }
}
