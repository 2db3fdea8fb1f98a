package io.coldshelf.edge.config;

import static io.coldshelf.edge.config.GatewayConfigurationTest.mistakes;
import static io.coldshelf.edge.config.GatewayConfigurationTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Access;
import io.coldshelf.profile.Messages;
import io.coldshelf.yaml.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices behind a broker in the place itself. */
class MqttDevicesTest {

  private static String gateway(String... devices) {
    return """
    gateway: gw
    site: {id: store}
    devices:
    """
        + String.join("\n", devices)
        + "\n";
  }

  private static String device(String name, String connect, String more) {
    return "  " + name + ": {profile: mqtt-json, connect: \"" + connect + "\"" + more + "}";
  }

  @Test
  void oneLoginIsForAllDevicesOfItsBroker() {
    List<DeviceEntry> devices =
        read(gateway(
                device("a", "mqtts://hub/z/a", ""),
                device("b", "mqtts://hub/z/b", ", username: me, password: \"${env:TOKEN}\""),
                device("c", "mqtts://other/z/a", "")))
            .devices();
    Access login =
        new Access(Optional.of("me"), Optional.of(new Secret("geheim")), Optional.empty());
    assertEquals(
        List.of(login, login, Access.OPEN), devices.stream().map(DeviceEntry::access).toList());
    assertTrue(!devices.toString().contains("geheim"));
  }

  @Test
  void howOftenADeviceReportsIsItsProfilesWordOrTheConfigurations() {
    List<DeviceEntry> devices =
        read(gateway(
                device("a", "mqtt://hub/z/a", ""), device("b", "mqtt://hub/z/b", ", every: 30s")))
            .devices();
    assertEquals(
        List.of(Duration.ofMinutes(10), Duration.ofSeconds(30)),
        devices.stream().map(DeviceEntry::every).toList());
    assertEquals(
        List.of(Duration.ofMinutes(10), Duration.ofSeconds(30)),
        devices.stream()
            .map(device -> device.profile().messages().orElse(Messages.UNKNOWN).every())
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mqtt://hub|no topic|names no topic",
        "mqtt://hub/|no topic|names no topic",
        "mqtt://hub/a?qos=1|an option|has no option 'qos'",
        "mqtt://hub/a|the same|have the same address",
        "modbus-tcp://hub|another protocol|cannot be connected by"
      })
  void aWrongPlaceIsOneMistakeInWords(String wrong) {
    String[] parts = wrong.split("\\|", -1);
    List<String> said =
        mistakes(gateway(device("a", "mqtt://hub/a", ""), device("b", parts[0], "")));
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.getFirst().contains(parts[2]), said::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", password: \"${env:TOKEN}\"|without a user name",
        ", username: you|log in at one broker differently",
        ", ca: ca.pem|no use without TLS",
        ", username: me, password: plain|secret"
      })
  void aWrongLoginIsOneMistakeInWords(String wrong) {
    String[] parts = wrong.split("\\|", -1);
    List<String> said =
        mistakes(
            gateway(
                device("a", "mqtt://hub/a", ", username: me, password: \"${env:TOKEN}\""),
                device("b", "mqtt://hub/b", parts[0])));
    assertTrue(said.stream().anyMatch(one -> one.contains(parts[1])), said::toString);
  }

  @Test
  void aLoginForWhoeverAsksForNoneIsAMistake() {
    List<String> said =
        mistakes(gateway("  a: {profile: xy-md02, connect: \"modbus-tcp://hub\", username: me}"));
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.getFirst().contains("asks for no login"), said::toString);
  }

  @Test
  void receiversOfSatelliteNavigationAreConnectedByTheirSchemes() {
    assertEquals(
        3,
        read(gateway(
                "  a: {profile: gpsd, connect: \"gpsd://127.0.0.1\"}",
                "  b: {profile: nmea-0183, connect: \"tcp://10.0.0.9:10110\"}",
                "  c: {profile: ublox-neo-m8, connect: \"serial:/dev/ttyACM0?baud=9600\"}"))
            .devices()
            .size());
  }

  @Test
  void oneSensorOfSeveralHasAnAddressOfItsOwn() {
    assertEquals(
        2,
        read(gateway(
                "  a: {profile: tasmota-ds18b20, connect: \"mqtt://hub/tele/x?id=1\"}",
                "  b: {profile: tasmota-ds18b20, connect: \"mqtt://hub/tele/x?id=2\"}"))
            .devices()
            .size());
  }
}
