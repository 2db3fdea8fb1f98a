package io.coldshelf.driver.modbus;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.profile.PointProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Profiles and words that the tests share. */
final class Probes {

  static final Duration TIMEOUT = Duration.ofMillis(500);

  /** A probe of temperature and humidity as sold everywhere: inputs 1 and 2, tenths. */
  static final DeviceProfile XY_MD02 =
      profile(
          point("temperature", "Cel", -40, 80, input(1, ModbusRegister.Type.INT16, 0.1)),
          point("humidity", "%RH", 0, 100, input(2, ModbusRegister.Type.UINT16, 0.1)));

  private Probes() {}

  static DeviceProfile profile(PointProfile... points) {
    return new DeviceProfile("test", "Test", "modbus", "none", List.of(points));
  }

  static PointProfile point(
      String name, String unit, double low, double high, ModbusRegister register) {
    return new PointProfile(
        name, name, unit, new PointProfile.Range(low, high), Optional.of(register));
  }

  static PointProfile any(String name, ModbusRegister register) {
    return new PointProfile(name, name, "Cel", PointProfile.Range.ANY, Optional.of(register));
  }

  static ModbusRegister input(int address, ModbusRegister.Type type, double scale) {
    return new ModbusRegister(Table.INPUT, address, type, scale);
  }

  static ModbusRegister holding(int address, ModbusRegister.Type type, double scale) {
    return new ModbusRegister(Table.HOLDING, address, type, scale);
  }

  static DeviceSetup setup(DeviceProfile profile, String url, InstantSource clock) {
    return new DeviceSetup("probe", profile, Connection.parse(url), TIMEOUT, clock);
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Appends the checksum to a frame in hex. */
  static byte[] rtu(String text) {
    byte[] body = hex(text);
    byte[] pdu = java.util.Arrays.copyOfRange(body, 1, body.length);
    return RtuFraming.frame(body[0] & 0xFF, pdu);
  }

  /** {@code temperature 30.5 good}, one line a reading. */
  static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Fault fault -> fault.kind() + ": " + fault.reason();
      case Outcome.Answer answer ->
          String.join("; ", answer.observations().stream().map(Probes::text).toList());
    };
  }

  private static String text(Observation observation) {
    Reading reading = (Reading) observation;
    String value = reading.quality().isBad() ? "" : " " + reading.value();
    return reading.point().point() + value + " " + reading.quality().code();
  }
}
