package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.BridgeConfiguration;
import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.ingest.MqttSettings;
import io.coldshelf.bridge.store.Totals;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.device.ModbusSlave;
import io.coldshelf.simulator.device.XyMd02;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same through a broker that is not ours, and that dies with what it has acknowledged. */
@Timeout(120)
class MosquittoTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AFTER_THE_KILL = Duration.ofSeconds(40);
  private static final int UNIT = 1;
  private static final double WARM = 9;
  private static final double COLD = 3;

  @TempDir private Path folder;
  private volatile double celsius = COLD;

  private static String configuration(int port) {
    return """
    gateway: gw1
    site: {id: store-1, name: Store 1, timezone: UTC}
    devices:
      probe: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:%d?unit=1", every: 100ms}
    compartments:
      case: {class: {limits: [{above: 6 °C, for: 300ms}]}, probes: [probe/temperature]}
    """
        .formatted(port);
  }

  @Test
  void whatIsOnItsWayWhenTheBrokerDiesArrivesOnce() throws Exception {
    try (Mosquitto mosquitto = new Mosquitto(folder);
        ModbusSlave probe =
            ModbusSlave.tcp(
                0,
                Map.of(UNIT, new XyMd02(UNIT, () -> celsius, () -> 70)),
                InstantSource.system(),
                new Random(1),
                _ -> {});
        OneGateway gateway =
            new OneGateway(
                folder,
                new BridgeConfiguration(
                    BridgeConfiguration.local(folder, 0, 0).http(),
                    new BridgeConfiguration.External(MqttSettings.open(mosquitto.url())),
                    folder.resolve("bridge.db"),
                    List.of()),
                configuration(probe.port()),
                Optional.of(mosquitto.url()))) {
      celsius = WARM;
      awaitBreach(gateway, false, SOON);
      awaitStored(gateway, 0, SOON);

      mosquitto.kill();
      celsius = COLD; // the end of the breach is journalled while there is no broker
      awaitJournalled(gateway, gateway.journalled().readings() + 20);
      mosquitto.startAgain();

      awaitBreach(gateway, true, AFTER_THE_KILL);
      awaitStored(gateway, gateway.journalled().readings(), AFTER_THE_KILL);
      gateway.endAgent();
      assertAllThereOnce(gateway);
    }
  }

  private static void awaitBreach(OneGateway gateway, boolean closed, Duration limit) {
    Await.until(
        limit,
        closed ? "the breach is closed" : "the breach is open",
        () -> gateway.alerts().stream().anyMatch(alert -> alert.isClosed() == closed),
        gateway::alerts);
  }

  private static void awaitStored(OneGateway gateway, long readings, Duration limit) {
    Await.until(
        limit,
        "more than " + readings + " readings at the bridge",
        () -> gateway.bridge().totals().readings() > readings,
        () -> gateway.bridge().totals());
  }

  private static void awaitJournalled(OneGateway gateway, long readings) {
    Await.until(
        SOON,
        readings + " readings in the journal",
        () -> gateway.journalled().readings() >= readings,
        gateway::journalled);
  }

  private static void assertAllThereOnce(OneGateway gateway) {
    JournalStats.Totals journalled = gateway.journalled();
    Await.until(
        SOON,
        "everything is at the bridge: " + journalled,
        () -> gateway.bridge().totals().readings() >= journalled.readings(),
        () -> gateway.bridge().totals());
    Totals stored = gateway.bridge().totals();
    assertEquals(journalled.readings(), stored.readings());
    assertEquals(journalled.events(), stored.events());
    assertEquals(0, stored.replacedReadings());
    assertEquals(0, stored.missingBlocks());
    assertEquals(0, stored.rejected());
    List<Alert> alerts = gateway.alerts();
    assertEquals(1, alerts.size(), alerts::toString);
    assertTrue(alerts.getFirst().kind() == EventKind.TEMPERATURE_BREACH, alerts::toString);
  }
}
