package io.coldshelf.driver.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.yaml.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MqttDriverTest {

  private final MqttDriver driver = new MqttDriver(Identity.of("test"), InstantSource.system());

  private static DeviceSetup setup(String url, Access access) {
    return new DeviceSetup(
        "fridge",
        DeviceProfiles.builtIn().find("mqtt-json").orElseThrow(),
        Connection.parse(url),
        Duration.ofMillis(500),
        InstantSource.system(),
        access);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://host/topic",
        "mqtt:/dev/ttyUSB0",
        "mqtt://host",
        "mqtt://host/",
        "mqtt://host/topic/",
        "mqtt://host/topic/#",
        "mqtt://host/+/state",
        "mqtt://host/topic?qos=1",
        "mqtt://host/topic%2",
        "mqtt://host/topic%zz",
        "mqtt://host/topic%ff",
        "mqtt://host/topic%00x",
        "mqtt://host/topic?id=7"
      })
  void aWrongConnectionIsRefusedInWords(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> driver.open(setup(url, Access.OPEN)));
    assertTrue(String.valueOf(refused.getMessage()).contains(url), refused::getMessage);
  }

  @Test
  void devicesOnOneBrokerShareAWire() {
    assertEquals(
        driver.bus(Connection.parse("mqtt://hub/a")),
        driver.bus(Connection.parse("mqtt://hub:1883/b/c")));
    assertNotEquals(
        driver.bus(Connection.parse("mqtt://hub/a")),
        driver.bus(Connection.parse("mqtts://hub/a")));
  }

  @Test
  void twoLoginsAtOneBrokerAreAMistake() {
    Device.Listening _ = driver.open(setup("mqtt://hub/a", Access.OPEN));
    Access other =
        new Access(Optional.of("me"), Optional.of(new Secret("secret")), Optional.empty());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> driver.open(setup("mqtt://hub/b", other)));
    assertTrue(!String.valueOf(refused.getMessage()).contains("secret"));
  }

  @Test
  void aFileThatIsNoCertificateIsRefusedByItsName() {
    Access access =
        new Access(Optional.empty(), Optional.empty(), Optional.of(Path.of("/dev/null")));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> driver.open(setup("mqtts://hub/a", access)));
    assertTrue(String.valueOf(refused.getMessage()).contains("/dev/null"), refused::getMessage);
  }

  @Test
  void nobodyThereIsAFault() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (Device.Listening device =
        driver.open(setup("mqtt://127.0.0.1:" + free + "/a", Access.OPEN))) {
      Fault fault = device.listen(_ -> {});
      assertEquals(Fault.Kind.UNREACHABLE, fault.kind(), fault::toString);
    }
  }

  @Test
  void aBrokerThatSaysNothingIsASilentOne() throws IOException, InterruptedException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Device.Listening device =
            driver.open(setup("mqtt://127.0.0.1:" + mute.getLocalPort() + "/a", Access.OPEN))) {
      Fault fault = device.listen(_ -> {});
      assertEquals(Fault.Kind.SILENT, fault.kind(), fault::toString);
    }
  }

  @Test
  void noPasswordIsEverPrinted() {
    Access access =
        new Access(Optional.of("me"), Optional.of(new Secret("hush")), Optional.empty());
    assertTrue(!setup("mqtt://hub/a", access).toString().contains("hush"));
  }
}
