package io.coldshelf.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.yaml.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sensors that share a key with the gateway. */
class CoapDevicesTest {

  private static final Secrets KEYS =
      Secrets.of(
          Map.of(
              "ONE", "hex:00112233445566778899aabbccddeeff",
              "TWO", "hex:ff112233445566778899aabbccddeeff",
              "SHORT", "hex:001122",
              "ODD", "hex:00112233445566778899aabbccddeegg"));

  private static String gateway(String... devices) {
    return "gateway: gw\nsite: {id: store}\ndevices:\n" + String.join("\n", devices) + "\n";
  }

  private static GatewayConfiguration read(String... devices) {
    return GatewayConfigurationTest.read(gateway(devices), KEYS);
  }

  private static List<String> mistakes(String... devices) {
    return GatewayConfigurationTest.mistakes(gateway(devices), KEYS);
  }

  private static String device(String name, String more) {
    return "  %s: {profile: coap-senml, connect: \"coaps://0.0.0.0/%s\"%s}"
        .formatted(name, name, more);
  }

  private static String key(String identity, String variable) {
    return ", username: " + identity + ", password: \"${env:" + variable + "}\"";
  }

  @Test
  void eachIdentityHasItsKey() {
    assertEquals(
        3,
        read(
                device("a", key("f1", "ONE")),
                device("b", key("f2", "TWO")),
                device("c", key("f1", "ONE")))
            .devices()
            .size());
  }

  @Test
  void howOftenASensorReportsIsWhatIsWritten() {
    GatewayConfiguration read =
        read(device("a", key("f1", "ONE")), device("b", key("f1", "ONE") + ", every: 90s"));
    assertEquals(
        List.of(Duration.ofHours(1), Duration.ofSeconds(90)),
        read.devices().stream().map(device -> device.profile().every().orElseThrow()).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f1|TWO|'b' and 'a' have one identity and two keys",
        "f2|SHORT|has 16 to 64 bytes, and this one 3",
        "f2|ODD|behind 'hex:' stand pairs of digits"
      })
  void aKeyThatCannotBeIsAMistakeInWords(String wrong) {
    String[] parts = wrong.split("\\|", -1);
    List<String> said =
        mistakes(device("a", key("f1", "ONE")), device("b", key(parts[0], parts[1])));
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.getFirst().contains(parts[2]), said::toString);
    assertTrue(said.stream().noneMatch(one -> one.contains("001122")), said::toString);
  }

  @Test
  void withoutAKeyNobodyGetsIn() {
    List<String> said = mistakes(device("a", ""));
    assertTrue(said.stream().anyMatch(one -> one.contains("username")), said::toString);
    assertTrue(said.stream().anyMatch(one -> one.contains("password")), said::toString);
  }
}
