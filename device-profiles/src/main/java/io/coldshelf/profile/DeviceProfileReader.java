package io.coldshelf.profile;

import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.profile.PointProfile.Range;
import io.coldshelf.profile.Protocol.Gives;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.YamlDocument;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one file of the catalogue; its format is {@code schema/device-profile.schema.json}. */
final class DeviceProfileReader {

  /** MODBUS Application Protocol V1.1b3, 4.4. */
  private static final int MAX_ADDRESS = 0xFFFF;

  private static final Map<String, Protocol> PROTOCOLS =
      Arrays.stream(Protocol.values())
          .collect(Collectors.toMap(Protocol::code, Function.identity()));

  /** The points of a receiver of satellite navigation, and their units. */
  private static final Map<String, String> RECEIVER =
      Map.of(
          "latitude", "lat",
          "longitude", "lon",
          "speed", "m/s",
          "course", "deg",
          "altitude", "m",
          "fix", "",
          "satellites", "count");

  private static final Map<String, Table> TABLES =
      Map.of("input", Table.INPUT, "holding", Table.HOLDING);

  private static final Map<String, ModbusRegister.Type> TYPES =
      Map.of(
          "int16", ModbusRegister.Type.INT16,
          "uint16", ModbusRegister.Type.UINT16,
          "int32", ModbusRegister.Type.INT32,
          "uint32", ModbusRegister.Type.UINT32,
          "float32", ModbusRegister.Type.FLOAT32);

  private DeviceProfileReader() {}

  static DeviceProfile read(YamlDocument document) {
    YamlMapping root = document.root();
    String name = root.required("profile").name();
    String title = root.required("title").text();
    Optional<Protocol> protocol = root.required("protocol").named("protocol", PROTOCOLS);
    String source = root.required("source").text();
    List<PointProfile> points = points(protocol, root);
    Optional<Messages> messages = MessageReader.messages(protocol, root);
    document.check();
    return new DeviceProfile(
        name, title, protocol.map(Protocol::code).orElse(""), source, points, messages);
  }

  private static List<PointProfile> points(Optional<Protocol> protocol, YamlMapping root) {
    if (gives(protocol, Gives.SIGHTINGS)) {
      YamlValue points = root.optional("points");
      points.mistake(
          "a reader of tags has no points", "remove 'points': what it sees are sightings");
      return List.of();
    }
    YamlValue value = root.required("points");
    List<PointProfile> points = new ArrayList<>();
    for (YamlMapping.Entry entry : value.mapping().entries()) {
      points.add(point(protocol, entry.name(), entry.value().mapping()));
    }
    if (points.isEmpty()) {
      value.mistake("'points' is empty", "name what the device measures");
    }
    return points;
  }

  private static boolean gives(Optional<Protocol> protocol, Gives what) {
    return protocol.filter(known -> known.gives() == what).isPresent();
  }

  /** A scale has one value to give, the weight; its driver gives it in kg. */
  private static void checkScale(YamlValue name, YamlValue unit, String symbol) {
    if (!name.text().equals("weight")) {
      name.mistake("a scale has no point but 'weight'", "write 'weight: …'");
    }
    if (!symbol.equals("kg")) {
      unit.mistake("a scale's weight is in kg", "write 'unit: kg'");
    }
  }

  /** A receiver has points of its own, in units of their own; a profile leaves some out at most. */
  private static void checkReceiver(YamlValue name, YamlValue unit, String symbol) {
    String point = name.text();
    String own = RECEIVER.get(point);
    if (own == null) {
      name.mistake(
          "a receiver has no point '" + point + "'", Nearest.hint(point, RECEIVER.keySet()));
    } else if (!own.equals(symbol)) {
      unit.mistake(
          "a receiver's " + point + " is in '" + own + "'",
          own.isEmpty() ? "remove 'unit'" : "write 'unit: " + own + "'");
    }
  }

  private static PointProfile point(
      Optional<Protocol> protocol, YamlValue name, YamlMapping point) {
    String title = point.required("title").text();
    boolean weighs = gives(protocol, Gives.WEIGHT);
    boolean navigates = gives(protocol, Gives.POSITION);
    boolean needsUnit = weighs || (navigates && !RECEIVER.getOrDefault(name.text(), "").isEmpty());
    YamlValue unit = needsUnit ? point.required("unit") : point.optional("unit");
    String symbol = unit.isWritten() ? unit.named("unit", SenmlUnits.BY_SYMBOL).orElse("") : "";
    if (weighs) {
      checkScale(name, unit, symbol);
    }
    if (navigates) {
      checkReceiver(name, unit, symbol);
    }
    YamlValue valid = point.optional("valid");
    Range range = valid.isWritten() ? range(valid) : Range.ANY;
    return new PointProfile(name.name(), title, symbol, range, source(protocol, point));
  }

  private static Range range(YamlValue value) {
    List<YamlValue> ends = value.list();
    if (ends.size() == 2) {
      double low = ends.get(0).number(-Double.MAX_VALUE, Double.MAX_VALUE);
      double high = ends.get(1).number(-Double.MAX_VALUE, Double.MAX_VALUE);
      if (low < high) {
        return new Range(low, high);
      }
    }
    value.mistake(value.where() + " is not a range", "write [lowest, highest]");
    return Range.ANY;
  }

  private static Optional<PointSource> source(Optional<Protocol> protocol, YamlMapping point) {
    if (protocol.filter(Protocol.MQTT::equals).isPresent()) {
      refuse(protocol, point, "register", "only Modbus devices have registers");
      return Optional.of(MessageReader.field(point.required("message").mapping()));
    }
    refuse(protocol, point, "message", "only MQTT devices have messages");
    if (protocol.filter(Protocol.MODBUS::equals).isPresent()) {
      return Optional.of(register(point.required("register").mapping()));
    }
    refuse(protocol, point, "register", "only Modbus devices have registers");
    return Optional.empty();
  }

  /** A source of another protocol; of an unknown one nothing can be said. */
  private static void refuse(
      Optional<Protocol> protocol, YamlMapping point, String key, String why) {
    YamlValue source = point.optional(key);
    protocol.ifPresent(
        other -> source.mistake(why + ", not " + other.code(), "remove '" + key + "'"));
  }

  private static ModbusRegister register(YamlMapping register) {
    Table table = register.required("table").named("table", TABLES).orElse(Table.INPUT);
    YamlValue address = register.required("address");
    int first = (int) address.integer(0, MAX_ADDRESS);
    ModbusRegister.Type type =
        register.required("type").named("type", TYPES).orElse(ModbusRegister.Type.INT16);
    if (first + type.registers() - 1 > MAX_ADDRESS) {
      address.mistake("the value goes beyond register 65535", "check the address and the type");
    }
    return new ModbusRegister(
        table, first, type, scale(register), offset(register), error(register, type));
  }

  private static double scale(YamlMapping register) {
    YamlValue value = register.optional("scale");
    double scale = value.isWritten() ? value.number(-1e9, 1e9) : 1;
    if (scale == 0) {
      value.mistake("'scale' is 0", "write what one count is worth, for example 0.1");
      return 1;
    }
    return scale;
  }

  private static double offset(YamlMapping register) {
    YamlValue value = register.optional("offset");
    return value.isWritten() ? value.number(-1e9, 1e9) : 0;
  }

  /** The raw value as the type reads it: -32768 for an int16 of 0x8000. */
  private static OptionalInt error(YamlMapping register, ModbusRegister.Type type) {
    YamlValue value = register.optional("error");
    if (!value.isWritten()) {
      return OptionalInt.empty();
    }
    return switch (type) {
      case INT16 -> OptionalInt.of((int) value.integer(Short.MIN_VALUE, Short.MAX_VALUE));
      case UINT16 -> OptionalInt.of((int) value.integer(0, 0xFFFF));
      case INT32 -> OptionalInt.of((int) value.integer(Integer.MIN_VALUE, Integer.MAX_VALUE));
      case UINT32 -> OptionalInt.of((int) value.integer(0, Integer.MAX_VALUE));
      case FLOAT32 -> {
        value.mistake("a float32 has no error value", "use 'valid' instead: NaN is always bad");
        yield OptionalInt.empty();
      }
    };
  }
}
