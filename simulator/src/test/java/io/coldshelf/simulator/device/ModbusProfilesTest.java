package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ModbusManner;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.PointProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Modbus profile that comes with the program, against a slave that keeps bits from a table
 * made without the profiles.
 */
@Timeout(60)
class ModbusProfilesTest {

  private static final int UNIT = 7;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** One line: with these bits in the device the point is to be read as this. */
  private record Golden(String point, String cells, String expected) {}

  private static final Map<String, List<Golden>> TABLE = table();

  private static Map<String, List<Golden>> table() {
    try (InputStream in =
        Objects.requireNonNull(
            ModbusProfilesTest.class.getResourceAsStream("/modbus/profiles.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .collect(
              Collectors.groupingBy(
                  cells -> cells[0],
                  LinkedHashMap::new,
                  Collectors.mapping(
                      cells -> new Golden(cells[1], cells[2], cells[3]), Collectors.toList())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<DeviceProfile> profiles() {
    return DeviceProfiles.builtIn().byName().values().stream()
        .filter(profile -> profile.protocol().equals("modbus"));
  }

  /**
   * A model that has just what its profile names, all of it 0; where holes may be read it has those
   * too. It answers no more registers at a time than the model does.
   */
  private static final class Model implements Registers {

    private final ModbusManner manner;
    private final RegisterTables zeros;
    private final List<String> missed = new ArrayList<>();
    private RegisterTables raw;

    Model(DeviceProfile profile) {
      this.manner = profile.facts().modbus();
      this.zeros = new RegisterTables(manner.most());
      this.raw = new RegisterTables(manner.most());
      for (PointProfile point : profile.points()) {
        ModbusRegister register = register(point);
        int function =
            switch (register.table()) {
              case COIL -> 1;
              case DISCRETE -> 2;
              case HOLDING -> 3;
              case INPUT -> 4;
            };
        zeros.put(function, register.first(), new int[register.end() - register.first()]);
      }
    }

    void keep(String cells) {
      raw = new RegisterTables(manner.most());
      for (String cell : cells.isEmpty() ? new String[0] : cells.split(";")) {
        String[] parts = cell.split("[:=]", 3);
        int[] words =
            Stream.of(parts[2].split(",")).mapToInt(word -> Integer.parseInt(word, 16)).toArray();
        raw.put(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), words);
      }
    }

    private OptionalInt of(OptionalInt first, OptionalInt second, String what) {
      OptionalInt found = first.isPresent() ? first : second;
      if (found.isEmpty() && manner.holes()) {
        return OptionalInt.of(0);
      }
      if (found.isEmpty()) {
        missed.add(what);
      }
      return found;
    }

    @Override
    public int most() {
      return manner.most();
    }

    @Override
    public OptionalInt input(int address) {
      return of(raw.input(address), zeros.input(address), "input " + address);
    }

    @Override
    public OptionalInt holding(int address) {
      return of(raw.holding(address), zeros.holding(address), "holding " + address);
    }

    @Override
    public OptionalInt coil(int address) {
      return of(raw.coil(address), zeros.coil(address), "coil " + address);
    }

    @Override
    public OptionalInt discrete(int address) {
      return of(raw.discrete(address), zeros.discrete(address), "discrete " + address);
    }
  }

  private static ModbusRegister register(PointProfile point) {
    return point.source().map(ModbusRegister.class::cast).orElseThrow();
  }

  private static Map<String, String> read(Device.Polled device) {
    Map<String, String> values = new LinkedHashMap<>();
    switch (device.read()) {
      case Outcome.Fault fault -> values.put("fault", fault.reason());
      case Outcome.Answer answer ->
          answer.observations().stream()
              .map(Reading.class::cast)
              .forEach(reading ->
                  values.put(
                      reading.point().point(),
                      reading.quality().isBad()
                          ? reading.quality().code()
                          : plain(reading.value())));
    }
    return values;
  }

  private static String plain(double value) {
    return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void eachPointIsReadFromItsOwnBitsAndNoOthers(DeviceProfile profile) {
    List<Golden> golden = TABLE.getOrDefault(profile.name(), List.of());
    Model model = new Model(profile);
    VirtualBus bus = new VirtualBus(Map.of(UNIT, model));
    Connection connection = Connection.parse("modbus-rtu:/dev/ttyBUS?unit=" + UNIT);
    DeviceSetup setup = new DeviceSetup("device", profile, connection, TIMEOUT, bus);
    try (Device device = new ModbusDriver((_, _) -> bus).open(setup)) {
      Device.Polled polled = (Device.Polled) device;
      Map<String, String> idle = read(polled);
      for (Golden each : golden) {
        model.keep(each.cells());
        Map<String, String> values = read(polled);
        assertEquals(each.expected(), values.get(each.point()), each::toString);
        if (!each.expected().startsWith("bad")) {
          Map<String, String> others = new LinkedHashMap<>(values);
          others.put(each.point(), idle.getOrDefault(each.point(), "no such point"));
          Map<String, String> calm = new LinkedHashMap<>(idle);
          assertEquals(withoutWeights(calm), withoutWeights(others), each::toString);
        }
      }
      assertEquals(List.of(), model.missed, "asked for what the model does not have");
    }
  }

  /** A scale's weight depends on the bits that are points of their own. */
  private static Map<String, String> withoutWeights(Map<String, String> values) {
    values.remove("weight");
    values.remove("gross");
    return values;
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void theTableHasEachPointAndEachMarkOfAFault(DeviceProfile profile) {
    List<Golden> golden = TABLE.getOrDefault(profile.name(), List.of());
    for (PointProfile point : profile.points()) {
      List<String> expected =
          golden.stream()
              .filter(each -> each.point().equals(point.name()))
              .map(Golden::expected)
              .toList();
      assertTrue(expected.stream().anyMatch(value -> !value.startsWith("bad")), point.name());
      boolean marked =
          !register(point).errors().isEmpty() || !register(point).scaling().factors().isEmpty();
      assertTrue(!marked || expected.contains("bad-sensor-failure"), point.name());
    }
  }
}
