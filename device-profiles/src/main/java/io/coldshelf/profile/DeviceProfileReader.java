package io.coldshelf.profile;

import io.coldshelf.profile.DeviceFacts.Sign;
import io.coldshelf.profile.Protocol.Gives;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.YamlDocument;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one file of the catalogue; its format is {@code schema/device-profile.schema.json}. */
final class DeviceProfileReader {

  private static final Map<String, Protocol> PROTOCOLS =
      Arrays.stream(Protocol.values())
          .collect(Collectors.toMap(Protocol::code, Function.identity()));

  private final YamlMapping root;
  private final Optional<DeviceProfile> base;
  private final Optional<Protocol> protocol;

  private DeviceProfileReader(YamlMapping root, Bases bases) {
    this.root = root;
    YamlValue extended = root.optional("extends");
    this.base = extended.isWritten() ? bases.find(extended) : Optional.empty();
    this.protocol = protocol(extended);
  }

  /** Finds the profile that another extends. */
  @FunctionalInterface
  interface Bases {

    /** None: a file that stands for itself. */
    Bases NONE =
        name -> {
          name.mistake("there is nothing to extend here", "remove 'extends'");
          return Optional.empty();
        };

    /** The profile, or nothing and a mistake of the value. */
    Optional<DeviceProfile> find(YamlValue name);
  }

  static DeviceProfile read(YamlDocument document, Bases bases) {
    DeviceProfile profile = new DeviceProfileReader(document.root(), bases).profile();
    document.check();
    return profile;
  }

  private DeviceProfile profile() {
    String name = root.required("profile").name();
    String title = root.required("title").text();
    YamlValue source = extending() ? root.optional("source") : root.required("source");
    ModbusReader.Manner manner = manner();
    Map<String, PointProfile> inherited = inherited(manner);
    List<PointProfile> points = points(inherited);
    return new DeviceProfile(
        name,
        title,
        protocol.map(Protocol::code).orElse(""),
        source.isWritten() ? source.text() : base.map(DeviceProfile::source).orElse(""),
        points,
        new DeviceFacts(
            LineDefaultsReader.read(protocol, root, baseFacts().line()),
            manner.manner(),
            MessageReader.messages(protocol, root, base.flatMap(DeviceProfile::messages)),
            wiring(),
            recognise(manner),
            Optional.empty()));
  }

  private boolean extending() {
    return root.optional("extends").isWritten();
  }

  private Optional<Protocol> protocol(YamlValue extended) {
    YamlValue value = extended.isWritten() ? root.optional("protocol") : root.required("protocol");
    Optional<Protocol> inherited = base.flatMap(known -> Protocol.of(known.protocol()));
    if (!value.isWritten()) {
      return inherited;
    }
    Optional<Protocol> own = value.named("protocol", PROTOCOLS);
    if (own.isPresent() && inherited.isPresent() && !own.equals(inherited)) {
      value.mistake(
          "'%s' speaks %s".formatted(base.orElseThrow().name(), inherited.get().code()),
          "remove 'protocol', or extend another profile");
    }
    return own;
  }

  private DeviceFacts baseFacts() {
    return base.map(DeviceProfile::facts).orElse(DeviceFacts.NONE);
  }

  private ModbusReader.Manner manner() {
    YamlValue modbus = root.optional("modbus");
    protocol
        .filter(known -> known != Protocol.MODBUS)
        .ifPresent(other ->
            modbus.mistake(
                "only Modbus devices are asked for registers, not " + other.code(),
                "remove 'modbus'"));
    return modbus.isWritten()
        ? ModbusReader.manner(modbus.mapping(), baseFacts().modbus(), extending())
        : new ModbusReader.Manner(baseFacts().modbus(), 0);
  }

  /** The points of the extended profile, by name, at their addresses in this one. */
  private Map<String, PointProfile> inherited(ModbusReader.Manner manner) {
    Map<String, PointProfile> points = new LinkedHashMap<>();
    for (PointProfile point : base.map(DeviceProfile::points).orElse(List.of())) {
      points.put(point.name(), shifted(point, manner.shift()));
    }
    YamlValue remove = root.optional("remove");
    if (remove.isWritten()) {
      if (!extending()) {
        remove.mistake("there is nothing to remove from", "extend a profile, or remove 'remove'");
      }
      for (YamlValue name : remove.list()) {
        if (points.remove(name.text()) == null && base.isPresent()) {
          name.mistake(
              "'%s' has no point '%s'".formatted(base.get().name(), name.text()),
              Nearest.hint(name.text(), points.keySet()));
        }
      }
    }
    return points;
  }

  private PointProfile shifted(PointProfile point, int shift) {
    return new PointProfile(
        point.name(),
        point.title(),
        point.unit(),
        point.valid(),
        point.source().map(source -> shifted(source, shift)),
        point.accuracy());
  }

  private PointSource shifted(PointSource source, int shift) {
    return switch (source) {
      case ModbusRegister register -> shifted(register, shift);
      case J1939Signal _,
          KernelChannel _,
          MessageField _,
          OpcUaNode _,
          PinContact _,
          SenmlName _,
          SensorQuantity _ ->
          source;
    };
  }

  private ModbusRegister shifted(ModbusRegister register, int shift) {
    try {
      return register.shifted(shift);
    } catch (IllegalArgumentException e) {
      root.optional("modbus")
          .mistake(
              "'shift' moves " + register.described() + " out of its table", "write a smaller one");
      return register;
    }
  }

  private List<PointProfile> points(Map<String, PointProfile> inherited) {
    if (protocol.filter(known -> known.gives() == Gives.SIGHTINGS).isPresent()) {
      YamlValue points = root.optional("points");
      points.mistake(
          "a reader of tags has no points", "remove 'points': what it sees are sightings");
      return List.of();
    }
    YamlValue value = extending() ? root.optional("points") : root.required("points");
    Map<String, PointProfile> points = new LinkedHashMap<>(inherited);
    PointReader reader = new PointReader(protocol);
    if (value.isWritten()) {
      for (YamlMapping.Entry entry : value.mapping().entries()) {
        PointProfile point =
            reader.point(
                entry.name(),
                entry.value().mapping(),
                Optional.ofNullable(inherited.get(entry.name().name())));
        points.put(point.name(), point);
      }
    }
    if (points.isEmpty()) {
      value.mistake("'points' is empty", "name what the device measures");
    }
    WiredReader.checkPoints(List.copyOf(points.values()), value);
    return List.copyOf(points.values());
  }

  private List<String> wiring() {
    YamlValue value = root.optional("wiring");
    return value.isWritten()
        ? value.list().stream().map(YamlValue::text).toList()
        : baseFacts().wiring();
  }

  private List<Sign> recognise(ModbusReader.Manner manner) {
    YamlValue value = root.optional("recognise");
    if (!value.isWritten()) {
      return baseFacts().recognise().stream()
          .map(sign ->
              new Sign(shifted(sign.register(), manner.shift()), sign.least(), sign.greatest()))
          .toList();
    }
    if (protocol.filter(known -> known != Protocol.MODBUS).isPresent()) {
      value.mistake("only Modbus devices are known by their registers", "remove 'recognise'");
      return List.of();
    }
    List<Sign> signs = new ArrayList<>();
    for (YamlValue each : value.list()) {
      signs.add(ModbusReader.sign(each.mapping()));
    }
    return signs;
  }
}
