package io.coldshelf.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.api.Role;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BridgeYamlTest {

  private static BridgeConfiguration read(String text) {
    return BridgeYaml.read(
        YamlDocument.parse("bridge.yaml", text),
        Path.of("data"),
        Secrets.of(Map.of("TOKEN", "t0ken", "HOOK", "whsec_AAAA")));
  }

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> read(text)).getMessage());
  }

  @Test
  void defaultsToLoopbackAndABrokerOfItsOwn() {
    assertEquals(BridgeConfiguration.defaults(Path.of("data")), read("{}"));
  }

  @Test
  void readsEveryKey() {
    BridgeConfiguration configuration =
        read(
            """
            http:
              listen: 0.0.0.0:9090
              tokens:
                - {name: shop, token: "${env:TOKEN}", role: logistics, sites: [store-0042]}
            mqtt:
              embedded:
                listen: "[::1]:2883"
                users: [{name: gw1, password: "${env:TOKEN}", sites: [store-0042]}]
            store: {path: kept/here.db}
            keep: {blocks: 7d, blockBytes: 2GB, readings: 90d}
            webhooks:
              - {url: "https://example.com/hook", secret: "${env:HOOK}", kinds: [stockout, items]}
            """);
    assertEquals(9090, configuration.http().listen().getPort());
    assertEquals(Role.LOGISTICS, configuration.http().tokens().getFirst().role());
    assertEquals("t0ken", configuration.http().tokens().getFirst().secret().reveal());
    assertEquals(Path.of("data/kept/here.db"), configuration.store());
    assertEquals(Set.of("stockout", "items"), configuration.webhooks().getFirst().kinds());
    assertEquals(
        new Retention(Duration.ofDays(7), 2_000_000_000L, Duration.ofDays(90)),
        configuration.keep());
    BridgeConfiguration.Embedded broker =
        assertInstanceOf(BridgeConfiguration.Embedded.class, configuration.mqtt());
    assertEquals(List.of("store-0042"), broker.settings().users().getFirst().sites());
  }

  @Test
  void readsABrokerElsewhere() {
    BridgeConfiguration.External broker =
        assertInstanceOf(
            BridgeConfiguration.External.class,
            read("mqtt: {url: 'mqtts://b:8883', username: u, password: '${env:TOKEN}'}").mqtt());
    assertEquals("mqtts://b:8883", broker.settings().url());
    assertEquals("u", broker.settings().username().orElse(""));
  }

  @Test
  void namesTheLineAndTheNearestKey() {
    String refusal = refusal("http:\n  lissen: 127.0.0.1:80\n");
    assertTrue(refusal.startsWith("bridge.yaml:2: "), refusal);
    assertTrue(refusal.contains("listen"), refusal);
  }

  @Test
  void refusesWhatCannotBe() {
    assertTrue(refusal("http: {listen: nowhere}").contains("host:port"));
    assertTrue(refusal("mqtt: {url: 'http://b'}").contains("mqtt://"));
    assertTrue(refusal("mqtt: {url: 'mqtt://b', embedded: {}}").contains("exclude"));
    assertTrue(refusal("keep: {blocks: 0d}").contains("30d"));
    assertTrue(refusal("keep: {blockBytes: much}").contains("50GB"));
    assertTrue(refusal("keep: {block: 3d}").contains("blocks"));
    assertTrue(refusal("webhooks: [{url: 'ftp://x/', secret: '${env:HOOK}'}]").contains("http"));
    assertTrue(
        refusal("webhooks: [{url: 'http://x/', secret: '${env:HOOK}', kinds: [stokout]}]")
            .contains("stockout"));
  }

  @Test
  void neverRepeatsASecretThatIsWrittenOut() {
    String refusal = refusal("http: {tokens: [{name: a, token: hunter2hunter2, role: admin}]}");
    assertTrue(!refusal.contains("hunter2"), refusal);
  }
}
