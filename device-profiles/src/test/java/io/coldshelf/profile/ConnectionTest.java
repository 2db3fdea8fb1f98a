package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

  /** The URLs of the contract. */
  @ParameterizedTest
  @CsvSource({
    "modbus-tcp://host:502?unit=1, modbus-tcp, host, 502, ''",
    "modbus-rtu:/dev/ttyUSB0?baud=9600&parity=none&unit=1, modbus-rtu, '', 0, /dev/ttyUSB0",
    "serial:/dev/ttyUSB0?baud=9600, serial, '', 0, /dev/ttyUSB0",
    "tcp://host:4305, tcp, host, 4305, ''",
    "llrp://host:5084, llrp, host, 5084, ''",
    "llrp://host, llrp, host, 0, ''",
    "opc.tcp://host:4840/path, opc.tcp, host, 4840, /path",
    "coap://0.0.0.0:5683, coap, 0.0.0.0, 5683, ''",
    "coap://[::1]:5683, coap, [::1], 5683, ''",
    "coap://[::1], coap, [::1], 0, ''",
    "w1:28-00000a1b2c3d, w1, '', 0, 28-00000a1b2c3d",
    "i2c:1/0x44, i2c, '', 0, 1/0x44"
  })
  void theUrlsOfTheContractAreRead(String url, String scheme, String host, int port, String path) {
    Connection connection = Connection.parse(url);
    assertEquals(scheme, connection.scheme());
    assertEquals(host, connection.host());
    assertEquals(port, connection.port());
    assertEquals(path, connection.path());
  }

  @Test
  void optionsKeepTheirOrder() {
    Connection connection = Connection.parse("modbus-rtu:/dev/ttyUSB0?unit=3&baud=9600&x=");
    assertEquals(List.of("unit", "baud", "x"), List.copyOf(connection.options().keySet()));
    assertEquals(3, connection.intOption("unit", 1));
    assertEquals(1, connection.intOption("stop", 1));
    assertEquals(Optional.of(""), connection.option("x"));
    assertThrows(IllegalArgumentException.class, () -> connection.intOption("x", 1));
  }

  @Test
  void aMissingPortIsTheProtocolsOwn() {
    assertEquals(5084, Connection.parse("llrp://host").portOr(5084));
    assertEquals(1, Connection.parse("llrp://host:1").portOr(5084));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        ":x",
        "serial:",
        "serial:?baud=1",
        "tcp://",
        "tcp://:80",
        "tcp://h:0",
        "tcp://h:65536",
        "tcp://h:port",
        "tcp://h:",
        "tcp://h?",
        "tcp://h?unit",
        "tcp://h?=1"
      })
  void whatIsNoConnectionIsRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> Connection.parse(url));
  }
}
