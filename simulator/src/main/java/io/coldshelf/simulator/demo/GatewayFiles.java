package io.coldshelf.simulator.demo;

import io.coldshelf.simulator.world.DemoWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two gateways' configurations, as an installer would write them. */
final class GatewayFiles {

  static final String STORE = "store-0042-gw1";
  static final String TRUCK = "truck-17-gw1";

  private GatewayFiles() {}

  static String caseProbe(Stage stage) {
    return "modbus-rtu:" + stage.caseLine() + "?baud=9600&unit=1";
  }

  static String shelfReader(Stage stage) {
    return "llrp://127.0.0.1:" + stage.readerPort();
  }

  static String milkScale(Stage stage) {
    return "serial:" + stage.scaleLine() + "?baud=9600";
  }

  static String cargoProbe(Stage stage) {
    return "modbus-tcp://127.0.0.1:" + stage.cargoPort() + "?unit=1";
  }

  /** Below {@code devices:}, what is in the store. */
  static String storeDevices(Stage stage) {
    return """
      case-probe:   {profile: xy-md02, connect: "%s", every: 1s}
      shelf-reader: {profile: llrp, connect: "%s"}
      milk-scale:   {profile: mt-sics, connect: "%s", every: 500ms}
    """
        .formatted(caseProbe(stage), shelfReader(stage), milkScale(stage));
  }

  /** Below {@code devices:}, what is in the truck. */
  static String truckDevices(Stage stage) {
    return """
      cargo-probe: {profile: xy-md02, connect: "%s", every: 1s}
    """
        .formatted(cargoProbe(stage));
  }

  static Path store(Path folder, Stage stage, String broker) throws IOException {
    String text =
        """
        # A store: a milk shelf with RFID and a scale, and a dairy case.
        gateway: %s
        site: {id: store-0042, name: Tianhe 42, gln: "6901234000016", timezone: Asia/Shanghai}
        devices:
        %sshelves:
          %s:
            product: {gtin: "%s", name: Whole milk 1 L, itemWeight: %s kg}
            capacity: %d
            lowAt: %d
            rfid: [shelf-reader/1]
            weight: [milk-scale/weight]
        compartments:
          %s:
            # The demo's physics runs faster than the clock, so its rule is shorter than a real one.
            class: {limits: [{above: 6 °C, for: 10s}]}
            probes: [case-probe/temperature]
        uplink: {mqtt: "%s", readings: {age: 1s}}
        local: {listen: "127.0.0.1:0"}
        """
            .formatted(
                STORE,
                storeDevices(stage),
                DemoWorld.SHELF,
                DemoWorld.MILK.gtin(),
                DemoWorld.MILK.kilograms(),
                DemoWorld.CAPACITY,
                DemoWorld.LOW_AT,
                DemoWorld.CASE,
                broker);
    return write(folder, "store.yaml", text);
  }

  static Path truck(Path folder, Stage stage, String broker) throws IOException {
    String text =
        """
        # A reefer truck: one compartment, one probe.
        gateway: %s
        site: {id: truck-17, name: Reefer truck 17, timezone: Asia/Shanghai}
        devices:
        %scompartments:
          %s:
            class: {limits: [{above: 6 °C, for: 10s}]}
            probes: [cargo-probe/temperature]
        uplink: {mqtt: "%s", readings: {age: 1s}}
        local: {listen: "127.0.0.1:0"}
        """
            .formatted(TRUCK, truckDevices(stage), DemoWorld.CARGO, broker);
    return write(folder, "truck.yaml", text);
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
