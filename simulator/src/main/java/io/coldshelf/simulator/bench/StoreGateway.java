package io.coldshelf.simulator.bench;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.model.PointId;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.wire.SenmlWriter;
import io.coldshelf.wire.Topics;
import io.coldshelf.yaml.Secrets;

/**
 * The gateway of the benches: a store whose cases have a probe each and whose bridge is across the
 * internet, with the settings that a configuration gets which says nothing about them.
 */
final class StoreGateway {

  static final String SITE = "store-0042";
  static final String NAME = "store-0042-gw1";
  static final Topics TOPICS = new Topics(SITE, NAME);

  private StoreGateway() {}

  static String device(int number) {
    return "case-probe-" + (number + 1);
  }

  static String compartment(int number) {
    return "case-" + (number + 1);
  }

  /** A gateway with so many probes, each in a compartment of its own. */
  static GatewayConfiguration configuration(int probes) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("gateway: ").append(NAME).append('\n');
    yaml.append("site: {id: ").append(SITE).append(", name: Tianhe 42, timezone: UTC}\n");
    yaml.append("devices:\n");
    for (int i = 0; i < probes; i++) {
      yaml.append("  ").append(device(i));
      yaml.append(": {profile: xy-md02, connect: \"modbus-tcp://127.0.0.1:502?unit=");
      yaml.append(i + 1).append("\", every: 10s}\n");
    }
    yaml.append("compartments:\n");
    for (int i = 0; i < probes; i++) {
      yaml.append("  ").append(compartment(i));
      yaml.append(": {class: chilled-milk, probes: [").append(device(i)).append("/temperature]}\n");
    }
    yaml.append("uplink: {mqtt: \"mqtts://bridge.example\"}\n");
    return GatewayConfiguration.parse(
        "bench.yaml",
        yaml.toString(),
        DeviceProfiles.builtIn(),
        ProductClasses.builtIn(),
        Secrets.notNeeded());
  }

  static SenmlWriter senml() {
    return new SenmlWriter(NAME, StoreGateway::unit);
  }

  static String unit(PointId point) {
    return point.point().equals("temperature") ? "Cel" : "%RH";
  }
}
