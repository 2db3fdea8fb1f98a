package io.coldshelf.edge.config;

import io.coldshelf.driver.Access;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.Protocol;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Map<Address, String> byAddress = new HashMap<>();
  private final Map<String, Line> lines = new HashMap<>();

  DeviceReader(DeviceProfiles catalogue, Devices devices, AccessReader accesses) {
    this.catalogue = catalogue;
    this.devices = devices;
    this.accesses = accesses;
  }

  /** Where a device answers: a wire, and the address on it. */
  private record Address(String bus, int unit) {}

  /** Who was the first on a wire, and how it is set. */
  private record Line(String device, Scheme scheme, List<String> settings) {}

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
              orElse(timeout, SHORTEST_TIMEOUT, LONGEST_TIMEOUT, protocol.timeout()),
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
    checkForm(scheme, connection, connect);
    if (connect.isUsable()) {
      checkAddress(name, scheme, connection, connect);
    }
  }

  private static void checkForm(Scheme scheme, Connection connection, YamlValue connect) {
    scheme
        .missing(connection)
        .ifPresent(missing ->
            connect.mistake(
                "'" + connection.url() + "' names no " + missing.what(),
                "write " + missing.form()));
    for (String option : connection.options().keySet()) {
      if (!scheme.options().contains(option)) {
        connect.mistake(
            "'" + connection.scheme() + "' has no option '" + option + "'",
            Nearest.hint(option, scheme.options()));
      }
    }
  }

  private void checkAddress(String name, Scheme scheme, Connection connection, YamlValue connect) {
    Address address;
    try {
      address = new Address(scheme.bus(connection), scheme.unit(connection));
    } catch (IllegalArgumentException e) {
      connect.mistake(String.valueOf(e.getMessage()), "write for example unit=1");
      return;
    }
    Line line = new Line(name, scheme, scheme.lineSettings(connection));
    Line first = lines.putIfAbsent(address.bus(), line);
    if (first != null && (first.scheme() != scheme || !first.settings().equals(line.settings()))) {
      connect.mistake(
          "'" + name + "' and '" + first.device() + "' set " + address.bus() + " differently",
          "one port has one protocol, baud rate and parity: write the same for both");
    }
    String other = byAddress.putIfAbsent(address, name);
    if (other != null) {
      connect.mistake(
          "'" + name + "' and '" + other + "' have the same address, " + said(address),
          "give each its own, on the device and here");
    }
  }

  private static String said(Address address) {
    return address.unit() == 0 ? address.bus() : "unit " + address.unit() + " on " + address.bus();
  }
}
