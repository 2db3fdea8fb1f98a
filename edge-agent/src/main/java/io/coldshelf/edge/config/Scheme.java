package io.coldshelf.edge.config;

import io.coldshelf.profile.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of connection, and what may be written in each. */
@SuppressWarnings("ImmutableEnumChecker") // what Set.of gives never changes
enum Scheme {
  MODBUS_TCP("modbus-tcp", "modbus", true, 502, Set.of("unit")),
  MODBUS_RTU("modbus-rtu", "modbus", false, 0, Set.of("baud", "data", "parity", "stop", "unit")),
  LLRP("llrp", "llrp", true, 5084, Set.of()),
  SERIAL("serial", "mt-sics", false, 0, Set.of("baud", "data", "parity", "stop")),
  TCP("tcp", "mt-sics", true, 4305, Set.of());

  private static final String UNIT = "unit";

  private final String code;
  private final String protocol;
  private final boolean onHost;
  private final int standardPort;
  private final Set<String> options;

  Scheme(String code, String protocol, boolean onHost, int standardPort, Set<String> options) {
    this.code = code;
    this.protocol = protocol;
    this.onHost = onHost;
    this.standardPort = standardPort;
    this.options = options;
  }

  static Optional<Scheme> of(Connection connection) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.code.equals(connection.scheme()))
        .findFirst();
  }

  /** The codes of all schemes by which a device of a protocol can be connected. */
  static List<String> of(String protocol) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.protocol.equals(protocol))
        .map(scheme -> scheme.code)
        .toList();
  }

  boolean speaks(String otherProtocol) {
    return protocol.equals(otherProtocol);
  }

  boolean onHost() {
    return onHost;
  }

  Set<String> options() {
    return options;
  }

  /** The wire: equal for connections that share one. */
  String bus(Connection connection) {
    return onHost ? connection.host() + ":" + connection.portOr(standardPort) : connection.path();
  }

  /** The device's address on the wire; the whole wire where there are no addresses. */
  int unit(Connection connection) {
    return options.contains(UNIT) ? connection.intOption(UNIT, 1) : 0;
  }

  /** What two devices on one wire must have in common: all of the options but the address. */
  List<String> lineSettings(Connection connection) {
    return connection.options().entrySet().stream()
        .filter(option -> !option.getKey().equals(UNIT))
        .map(option -> option.getKey() + "=" + option.getValue())
        .sorted()
        .toList();
  }
}
