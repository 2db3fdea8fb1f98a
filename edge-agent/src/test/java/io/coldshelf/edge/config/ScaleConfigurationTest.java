package io.coldshelf.edge.config;

import static io.coldshelf.edge.config.GatewayConfigurationTest.GOOD;
import static io.coldshelf.edge.config.GatewayConfigurationTest.mistakes;
import static io.coldshelf.edge.config.GatewayConfigurationTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where scales are connected, and what may be written behind that. */
class ScaleConfigurationTest {

  private static String withDevices(String... lines) {
    return GOOD.replace("shelves:\n", String.join("", lines) + "shelves:\n");
  }

  private static String scale(String name, String profile, String options) {
    return "  %s: {profile: %s, connect: \"serial:/dev/ttyUSB7%s\"}\n"
        .formatted(name, profile, options);
  }

  @Test
  void scalesWithAddressesShareAWire() {
    assertEquals(
        5,
        read(withDevices(
                scale("left", "dini-argeo-dfw", "?address=0"),
                scale("right", "dini-argeo-dfw", "?address=1&ask=REXT")))
            .devices()
            .size());
    assertEquals(
        List.of(
            "gateway.yaml:8: 'right' and 'left' have the same address, address 1 on"
                + " /dev/ttyUSB7; give each its own, on the device and here"),
        mistakes(
            withDevices(
                scale("left", "dini-argeo-dfw", "?address=1"),
                scale("right", "dini-argeo-3590", "?address=1"))));
  }

  @Test
  void aWireHasOneDialectAndTheSettingOfItsProfiles() {
    String differently =
        "gateway.yaml:8: 'right' and 'left' set /dev/ttyUSB7 differently; one port has one"
            + " protocol, baud rate and parity: write the same for both";
    assertTrue(
        mistakes(
                withDevices(
                    scale("left", "dini-argeo-dfw", "?address=1"),
                    scale("right", "cas-ci-400", "?address=2")))
            .contains(differently));
    assertTrue(
        mistakes(withDevices(scale("left", "mettler-ml", ""), scale("right", "ad-fg-k", "")))
            .contains(differently));
  }

  @Test
  void aScaleIsAskedNothingButItsWeight() {
    assertEquals(
        List.of(
            "gateway.yaml:7: 'Z' is no command that reads a weight from 'ad-fg-k'; write one of"
                + " none, Q, SI, S, RW, READ"),
        mistakes(withDevices(scale("left", "ad-fg-k", "?ask=Z"))));
    assertEquals(
        List.of(
            "gateway.yaml:7: 'serial' has no option 'address'; known are ask, baud, data, parity,"
                + " stop"),
        mistakes(withDevices(scale("left", "ad-fg-k", "?address=1"))));
  }
}
