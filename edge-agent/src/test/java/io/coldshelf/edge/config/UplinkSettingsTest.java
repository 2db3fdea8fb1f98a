package io.coldshelf.edge.config;

import static io.coldshelf.edge.config.GatewayConfigurationTest.GOOD;
import static io.coldshelf.edge.config.GatewayConfigurationTest.changed;
import static io.coldshelf.edge.config.GatewayConfigurationTest.mistakes;
import static io.coldshelf.edge.config.GatewayConfigurationTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.Uplink.Acknowledge;
import io.coldshelf.edge.config.Uplink.Broker;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.config.Uplink.Encoding;
import io.coldshelf.edge.config.Uplink.Hours;
import io.coldshelf.edge.config.Uplink.Limit;
import io.coldshelf.profile.Schemas;
import io.coldshelf.testing.JsonSchemas;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections {@code uplink} and {@code journal}. */
class UplinkSettingsTest {

  @Test
  void theUplinkIsReadInFull() {
    Uplink uplink =
        read(changed(
                "uplink: {mqtt: \"mqtts://bridge.example:8883\"}->"
                    + "uplink: {mqtt: \"mqtts://broker\", username: u,"
                    + " password: \"${env:TOKEN}\", ca: ca.pem, cert: /c.pem, key: /k.pem,"
                    + " acknowledge: broker, encoding: columns,"
                    + " readings: {age: 2s, count: 50}, limit: {rate: 20 kB/s, day: 50 MB,"
                    + " month: 1.5 GB, readingsAt: [\"22:00-04:00\", \"12:00-12:30\"]}}"))
            .uplink()
            .orElseThrow();
    assertEquals(new Broker("broker", 8883, true), uplink.broker());
    assertEquals(Optional.of("u"), uplink.login().username());
    assertEquals(Optional.of("geheim"), uplink.login().password().map(Secret::reveal));
    assertEquals(Optional.of(Path.of("ca.pem")), uplink.certificates().authority());
    assertEquals(Optional.of(Path.of("/k.pem")), uplink.certificates().key());
    assertEquals(Acknowledge.BROKER, uplink.acknowledge());
    assertEquals(Encoding.COLUMNS, uplink.encoding());
    assertEquals(new Cut(Duration.ofSeconds(2), 50), uplink.readings());
    assertEquals(
        new Limit(
            OptionalLong.of(20_000),
            OptionalLong.of(50_000_000),
            OptionalLong.of(1_500_000_000),
            List.of(
                new Hours(LocalTime.of(22, 0), LocalTime.of(4, 0)),
                new Hours(LocalTime.of(12, 0), LocalTime.of(12, 30)))),
        uplink.limit());
  }

  @Test
  void whoeverReadsInPlaceOfTheBridgeGetsSenml() {
    assertEquals(
        Optional.of(Encoding.SENML),
        read(changed("8883\"}->8883\", acknowledge: broker}")).uplink().map(Uplink::encoding));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 10",
    "127.0.0.1, 10",
    "192.168.1.5, 10",
    "10.1.2.3, 10",
    "broker.local, 10",
    "8.8.8.8, 300",
    "bridge.example, 300"
  })
  void nearABlockIsCutSoonerSinceBytesCostNothing(String host, long seconds) {
    assertEquals(
        Optional.of(new Cut(Duration.ofSeconds(seconds), 1000)),
        read(changed("bridge.example->" + host)).uplink().map(Uplink::readings));
  }

  @Test
  void theJournalsBoundsAreRead() {
    assertEquals(
        new JournalSettings(16_000_000, Duration.ofHours(1), Duration.ofMillis(100)),
        read(GOOD + "journal: {maxBytes: 16 MB, maxAge: 1h, commitEvery: 100ms}\n").journal());
  }

  /** What makes no sense is said on its line, and only once. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      quoteCharacter = '`',
      value = {
        "8883\"}->8883\", limit: {day: 1 kB}} | 19 | from 10 kB to 1000000 GB",
        "8883\"}->8883\", limit: {rate: 20 kB}} | 19 | a rate such as 20 kB/s",
        "8883\"}->8883\", limit: {rate: 10 B/s}} | 19 | from 100 B/s to",
        "8883\"}->8883\", limit: {readingsAt: [\"02:00-02:00\"]}} | 19 | no time at all",
        "8883\"}->8883\"}\\njournal: {maxBytes: 15 MB} | 20 | from 16 MB to",
        "8883\"}->8883\"}\\njournal: {maxAge: 59m} | 20 | from 60m to 3650d",
        "8883\"}->8883\"}\\njournal: {commitEvery: 61s} | 20 | from 100ms to 1m"
      })
  void whatMakesNoSenseIsSaidOnItsLine(String change, int line, String part) {
    List<String> mistakes = mistakes(changed(change.replace("\\n", "\n")));
    assertEquals(1, mistakes.size(), mistakes::toString);
    assertTrue(mistakes.getFirst().startsWith("gateway.yaml:" + line + ": "), mistakes::toString);
    assertTrue(mistakes.getFirst().contains(part), mistakes::toString);
  }

  /** What is wrong in form is found by the loader and by the schema alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8883\"}->8883\", encoding: json}",
        "8883\"}->8883\", limit: {rate: 20 kB}}",
        "8883\"}->8883\", limit: {day: 50}}",
        "8883\"}->8883\", limit: {month: 50 Mb}}",
        "8883\"}->8883\", limit: {readingsAt: []}}",
        "8883\"}->8883\", limit: {readingsAt: [\"2:00-4:00\"]}}",
        "8883\"}->8883\", limit: {week: 50 MB}}",
        "8883\"}->8883\"}\njournal: {maxBytes: 1000000000}",
        "8883\"}->8883\"}\njournal: {maxAge: 30}",
        "8883\"}->8883\"}\njournal: {size: 1 GB}",
      })
  void loaderAndSchemaRefuseTheSame(String change) {
    String wrong = changed(change);
    assertThrows(ConfigurationException.class, () -> read(wrong), change);
    assertFalse(JsonSchemas.objectionsToYaml(Schemas.GATEWAY.text(), wrong).isEmpty(), change);
  }

  @Test
  void allOfItKeepsToTheSchema() {
    String all =
        changed(
                "8883\"}->8883\", encoding: senml, limit: {rate: 1 MB/s, day: 1 GB, month: 2 GB,"
                    + " readingsAt: [\"22:00-04:00\"]}}")
            + "journal: {maxBytes: 2 GB, maxAge: 7d, commitEvery: 1s}\n";
    assertEquals(List.of(), JsonSchemas.objectionsToYaml(Schemas.GATEWAY.text(), all));
    assertEquals(Duration.ofDays(7), read(all).journal().maxAge());
  }
}
