package io.coldshelf.system;

import io.coldshelf.bridge.Bridge;
import io.coldshelf.bridge.BridgeConfiguration;
import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.AlertFilter;
import io.coldshelf.bridge.alert.Alerts;
import io.coldshelf.edge.Agent;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One bridge and one agent in this process, as their programs put them together. */
final class OneGateway implements AutoCloseable {

  private static final int SEED = 7;

  private final Bridge bridge;
  private final Agent agent;
  private final Path data;

  /**
   * Starts both.
   *
   * @param folder for everything
   * @param bridge how the bridge is set up
   * @param gateway the agent's configuration but for the uplink and the local page
   * @param broker where both meet; the bridge's own where it is empty
   */
  OneGateway(Path folder, BridgeConfiguration bridge, String gateway, Optional<String> broker)
      throws IOException {
    data = folder.resolve("agent");
    this.bridge = Bridge.start(bridge);
    try {
      agent = agent(folder, gateway, broker);
    } catch (IOException | RuntimeException e) {
      this.bridge.close();
      throw e;
    }
  }

  private Agent agent(Path folder, String gateway, Optional<String> broker) throws IOException {
    String url = broker.orElseGet(() -> "mqtt://127.0.0.1:" + bridge.mqttPort().orElseThrow());
    Path file =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            gateway
                + "uplink: {mqtt: \"%s\", readings: {age: 500ms}}\n".formatted(url)
                + "local: {listen: \"127.0.0.1:0\"}\n");
    return new Agent(
        GatewayConfiguration.read(
            file, DeviceProfiles.builtIn(), ProductClasses.builtIn(), Secrets.notNeeded()),
        data,
        InstantSource.system(),
        new Random(SEED));
  }

  Bridge bridge() {
    return bridge;
  }

  /** Everything that was ever journalled. */
  JournalStats.Totals journalled() {
    try (JournalReader journal = Journal.openReadOnly(data.resolve(Agent.JOURNAL_FILE))) {
      return journal.stats().totals();
    }
  }

  List<Alert> alerts() {
    return bridge
        .database()
        .read(sql -> Alerts.list(sql, AlertFilter.newest(AlertFilter.MAX_PAGE), Optional.empty()));
  }

  /** Alerts about a device or one of its points. */
  List<Alert> alertsOf(String device) {
    return alerts().stream()
        .filter(alert -> alert.subject().equals(device) || alert.subject().startsWith(device + "/"))
        .toList();
  }

  /** Good readings of a device in the bridge's store. */
  long goodReadings(String device) {
    return bridge
        .database()
        .read(sql ->
            sql.number(
                "select count(*) as n from reading r join point p on p.id = r.point"
                    + " where p.device = ? and r.value is not null",
                device));
  }

  /** Ends the agent alone: what it has measured is sent, and its journal rests. */
  void endAgent() {
    agent.close();
  }

  @Override
  public void close() {
    try {
      agent.close();
    } finally {
      bridge.close();
    }
  }
}
