package io.coldshelf.edge.config;

import io.coldshelf.driver.Access;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.Protocol;
import io.coldshelf.profile.ScaleQuestions;
import io.coldshelf.profile.Wiring;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code devices}. */
final class DeviceReader {

  private static final Duration SHORTEST_EVERY = Duration.ofMillis(100);
  private static final Duration LONGEST_EVERY = Duration.ofHours(24);

  /** Of a device that speaks by itself; nobody looks at it. */
  private static final Duration UNASKED = Duration.ofSeconds(1);

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(50);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  private final DeviceProfiles catalogue;
  private final Devices devices;
  private final AccessReader accesses;
  private final List<DeviceEntry> entries = new ArrayList<>();

  /** By bus and unit, in one text: a record as the key would be slower at the start of an agent. */
  private final Map<String, String> byAddress = new HashMap<>();

  private final Map<String, Line> lines = new HashMap<>();

  DeviceReader(DeviceProfiles catalogue, Devices devices, AccessReader accesses) {
    this.catalogue = catalogue;
    this.devices = devices;
    this.accesses = accesses;
  }

  /** Where a device answers: a wire, and the address on it. */
  private record Address(String bus, int unit) {}

  /** Who was the first on a wire, and how it is set. */
  private record Line(String device, Scheme scheme, String protocol, List<String> settings) {

    boolean isSetAs(Line other) {
      return scheme == other.scheme
          && protocol.equals(other.protocol)
          && settings.equals(other.settings);
    }
  }

  /** How a device is connected. */
  private record Way(Scheme scheme, String protocol, Connection connection) {}

  List<DeviceEntry> read(YamlMapping mapping) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      read(entry.name().name(), entry.value().mapping());
    }
    return accesses.shared(entries);
  }

  private void read(String name, YamlMapping device) {
    Optional<DeviceProfile> profile =
        device.required("profile").named("profile", catalogue.byName());
    YamlValue connect = device.required("connect");
    Optional<Connection> connection =
        connect.parsed(
            Connection::parse, "write for example modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1");
    YamlValue every = device.optional("every");
    YamlValue timeout = device.optional("timeout");
    Access access = accesses.read(name, device, connect, connection);
    Protocol protocol =
        profile.flatMap(known -> Protocol.of(known.protocol())).orElse(Protocol.MODBUS);
    Duration pace =
        orElse(
            every,
            SHORTEST_EVERY,
            LONGEST_EVERY,
            profile.flatMap(DeviceProfile::every).orElse(UNASKED));
    if (protocol.every().isEmpty()) {
      every.mistake("'" + name + "' speaks by itself and is not asked", "remove 'every'");
    }
    devices.add(name, profile);
    if (profile.isPresent() && connection.isPresent()) {
      checkConnection(name, profile.get(), connection.get(), connect);
      entries.add(
          new DeviceEntry(
              name,
              profile.get().reportingEvery(pace),
              connection.get(),
              pace,
              orElse(
                  timeout,
                  SHORTEST_TIMEOUT,
                  LONGEST_TIMEOUT,
                  profile.get().facts().modbus().timeout().orElse(protocol.timeout())),
              access));
    }
  }

  private static Duration orElse(YamlValue value, Duration low, Duration high, Duration otherwise) {
    return value.isWritten() ? value.duration(low, high) : otherwise;
  }

  private void checkConnection(
      String name, DeviceProfile profile, Connection connection, YamlValue connect) {
    Optional<Scheme> known = Scheme.of(connection);
    if (known.isEmpty() || !known.get().speaks(profile.protocol())) {
      List<String> possible = Scheme.of(profile.protocol());
      connect.mistake(
          "'" + profile.name() + "' cannot be connected by '" + connection.scheme() + "'",
          Nearest.to(connection.scheme(), possible)
              .map(scheme -> "did you mean '" + scheme + "'?")
              .orElseGet(() -> "use " + String.join(" or ", possible)));
      return;
    }
    Scheme scheme = known.get();
    checkForm(scheme, profile, connection, connect);
    if (scheme.isWired() && connect.isUsable()) {
      checkWiring(profile, connection, connect);
    }
    if (connect.isUsable()) {
      Connection whole = connection.withDefaults(profile.line().options());
      checkAddress(name, new Way(scheme, profile.protocol(), whole), connect);
    }
  }

  private static void checkForm(
      Scheme scheme, DeviceProfile profile, Connection connection, YamlValue connect) {
    scheme
        .missing(connection)
        .ifPresent(missing ->
            connect.mistake(
                "'" + connection.url() + "' names no " + missing.what(),
                "write " + missing.form()));
    Set<String> options = scheme.options(profile.protocol());
    for (String option : connection.options().keySet()) {
      if (!options.contains(option)) {
        connect.mistake(
            "'" + connection.scheme() + "' has no option '" + option + "'",
            Nearest.hint(option, options));
      }
    }
    checkQuestion(profile, connection, connect);
  }

  private static void checkWiring(DeviceProfile profile, Connection connection, YamlValue connect) {
    try {
      Wiring.check(Wiring.of(connection), profile);
    } catch (IllegalArgumentException e) {
      connect.mistake(
          String.valueOf(e.getMessage()),
          "'coldshelf profiles show " + profile.name() + "' and docs/configuration.md say how");
    }
  }

  private static void checkQuestion(
      DeviceProfile profile, Connection connection, YamlValue connect) {
    Optional<String> ask = connection.option("ask");
    List<String> questions = new ArrayList<>(List.of(ScaleQuestions.NONE));
    Protocol.of(profile.protocol()).map(ScaleQuestions::of).ifPresent(questions::addAll);
    if (ask.isPresent() && !questions.contains(ask.get())) {
      connect.mistake(
          "'" + ask.get() + "' is no command that reads a weight from '" + profile.name() + "'",
          "write one of " + String.join(", ", questions));
    }
  }

  private void checkAddress(String name, Way way, YamlValue connect) {
    Connection connection = way.connection();
    Address address;
    try {
      address = new Address(way.scheme().bus(connection), way.scheme().unit(connection));
    } catch (IllegalArgumentException e) {
      connect.mistake(String.valueOf(e.getMessage()), "write for example unit=1");
      return;
    }
    Line line = new Line(name, way.scheme(), way.protocol(), way.scheme().lineSettings(connection));
    Line first = lines.putIfAbsent(address.bus(), line);
    if (first != null && !first.isSetAs(line)) {
      connect.mistake(
          "'" + name + "' and '" + first.device() + "' set " + address.bus() + " differently",
          "one port has one protocol, baud rate and parity: write the same for both");
    }
    String other = byAddress.putIfAbsent(address.bus() + " " + address.unit(), name);
    if (other != null) {
      connect.mistake(
          "'" + name + "' and '" + other + "' have the same address, " + said(address, connection),
          "give each its own, on the device and here");
    }
  }

  private static String said(Address address, Connection connection) {
    return address.unit() == 0 ? address.bus() : Scheme.said(connection, address.bus());
  }
}
