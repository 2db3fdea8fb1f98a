package io.coldshelf.edge.config;

import io.coldshelf.profile.Connection;
import io.coldshelf.profile.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The kinds of connection, and what may be written in each. */
enum Scheme {
  MODBUS_TCP("modbus-tcp", Place.HOST, 502),
  MODBUS_RTU("modbus-rtu", Place.SERIAL_PORT_OR_CONVERTER, 502),
  LLRP("llrp", Place.HOST, 5084),
  SERIAL("serial", Place.SERIAL_PORT, 0),
  TCP("tcp", Place.CONVERTER, 4305);

  /** What stands behind the scheme. */
  enum Place {
    HOST,
    SERIAL_PORT,
    /** A host with the serial port behind it. */
    CONVERTER,
    SERIAL_PORT_OR_CONVERTER
  }

  private static final String UNIT = "unit";
  private static final int MAX_RTU_UNIT = 247;
  private static final int MAX_TCP_UNIT = 255;

  private final String code;
  private final Place place;
  private final int standardPort;

  Scheme(String code, Place place, int standardPort) {
    this.code = code;
    this.place = place;
    this.standardPort = standardPort;
  }

  static Optional<Scheme> of(Connection connection) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.code.equals(connection.scheme()))
        .findFirst();
  }

  /** The codes of all schemes by which a device of a protocol can be connected. */
  static List<String> of(String protocol) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.speaks(protocol))
        .map(scheme -> scheme.code)
        .toList();
  }

  private Set<Protocol> protocols() {
    return switch (this) {
      case LLRP -> Set.of(Protocol.LLRP);
      case MODBUS_RTU, MODBUS_TCP -> Set.of(Protocol.MODBUS);
      case SERIAL, TCP ->
          Set.of(
              Protocol.MAGICRF,
              Protocol.MERCURY,
              Protocol.MT_SICS,
              Protocol.R2000,
              Protocol.UHFREADER);
    };
  }

  boolean speaks(String protocol) {
    return Protocol.of(protocol).filter(protocols()::contains).isPresent();
  }

  /** What is missing behind the scheme, and how to write it; nothing where all is there. */
  Optional<Missing> missing(Connection connection) {
    boolean onHost = !connection.host().isEmpty();
    return switch (place) {
      case HOST, CONVERTER ->
          onHost ? Optional.empty() : Optional.of(new Missing("host", code + "://host:port"));
      case SERIAL_PORT ->
          onHost
              ? Optional.of(new Missing("serial port", code + ":/dev/ttyUSB0"))
              : Optional.empty();
      case SERIAL_PORT_OR_CONVERTER -> Optional.empty();
    };
  }

  /** What is missing, and how to write it. */
  record Missing(String what, String form) {}

  /** The names of the options that mean something to a device of a protocol here. */
  Set<String> options(String protocol) {
    Set<String> options = new TreeSet<>(ReaderUrl.options(protocol));
    if (place != Place.HOST) {
      options.addAll(lineDefaults().keySet());
    }
    if (protocols().contains(Protocol.MODBUS)) {
      options.add(UNIT);
    }
    return options;
  }

  /** The wire: equal for connections that share one. */
  String bus(Connection connection) {
    return connection.host().isEmpty()
        ? connection.path()
        : connection.host() + ":" + connection.portOr(standardPort);
  }

  /** The device's address on the wire; 0 where the whole wire is the device's. */
  int unit(Connection connection) {
    if (!protocols().contains(Protocol.MODBUS)) {
      return 0;
    }
    int unit = connection.intOption(UNIT, 1);
    int least = this == MODBUS_RTU ? 1 : 0;
    int greatest = this == MODBUS_RTU ? MAX_RTU_UNIT : MAX_TCP_UNIT;
    if (unit < least || unit > greatest) {
      throw new IllegalArgumentException(
          "unit " + unit + " is not within " + least + " to " + greatest);
    }
    return unit;
  }

  /** What devices on one wire must have in common. */
  List<String> lineSettings(Connection connection) {
    return lineDefaults().entrySet().stream()
        .map(option -> connection.option(option.getKey()).orElse(option.getValue()))
        .toList();
  }

  private static SortedMap<String, String> lineDefaults() {
    SortedMap<String, String> defaults = new TreeMap<>();
    defaults.put("baud", "9600");
    defaults.put("data", "8");
    defaults.put("parity", "none");
    defaults.put("stop", "1");
    return defaults;
  }
}
