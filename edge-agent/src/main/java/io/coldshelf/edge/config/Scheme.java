package io.coldshelf.edge.config;

import io.coldshelf.profile.Connection;
import io.coldshelf.profile.Protocol;
import io.coldshelf.profile.Wiring;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of connection, and what may be written in each. */
enum Scheme {
  HWMON("hwmon", Place.GATEWAY, 0),
  IIO("iio", Place.GATEWAY, 0),
  W1("w1", Place.GATEWAY, 0),
  I2C("i2c", Place.GATEWAY, 0),
  SPI("spi", Place.GATEWAY, 0),
  GPIO("gpio", Place.GATEWAY, 0),
  CAN("can", Place.INTERFACE, 0),
  SLCAN("slcan", Place.SERIAL_PORT_OR_CONVERTER, 0),
  COAP("coap", Place.PATH, 5683),
  COAPS("coaps", Place.PATH, 5684),
  MODBUS_TCP("modbus-tcp", Place.HOST, 502),
  MODBUS_RTU("modbus-rtu", Place.SERIAL_PORT_OR_CONVERTER, 502),
  GPSD("gpsd", Place.HOST, 2947),
  LLRP("llrp", Place.HOST, 5084),
  LLRPS("llrps", Place.HOST, 5085),
  MQTT("mqtt", Place.TOPIC, 1883),
  MQTTS("mqtts", Place.TOPIC, 8883),
  OPC_TCP("opc.tcp", Place.SERVER, 4840),
  SERIAL("serial", Place.SERIAL_PORT, 0),
  TCP("tcp", Place.CONVERTER, 4305);

  /** What speaks on a serial line, each without others beside it unless it is said here. */
  private static final class OnLine {
    static final Set<Protocol> SCALES =
        Arrays.stream(Protocol.values())
            .filter(protocol -> protocol.gives() == Protocol.Gives.WEIGHT)
            .collect(Collectors.toUnmodifiableSet());

    static final Set<Protocol> ALL =
        Stream.concat(
                SCALES.stream(),
                Stream.of(
                    Protocol.MAGICRF,
                    Protocol.MERCURY,
                    Protocol.NMEA,
                    Protocol.R2000,
                    Protocol.UHFREADER))
            .collect(Collectors.toUnmodifiableSet());

    /** Those of which several may share a wire. */
    static final Set<Protocol> ADDRESSED = Set.of(Protocol.CAS, Protocol.DINI_ARGEO);
  }

  /** What stands behind the scheme. */
  enum Place {
    /** Pins and buses of the gateway itself. */
    GATEWAY,
    /** A network interface of the gateway's. */
    INTERFACE,
    HOST,
    SERIAL_PORT,
    /** A host with the serial port behind it. */
    CONVERTER,
    SERIAL_PORT_OR_CONVERTER,
    /** A broker, and behind it the device's topic. */
    TOPIC,
    /** A port at which the gateway or the device listens, and behind it the device's path. */
    PATH,
    /** A server, and behind it the device's object. */
    SERVER
  }

  private static final String ADDRESS = "address";
  private static final int MAX_ADDRESS = 99;
  private static final String ASK = "ask";
  private static final String ID = "id";
  private static final String OBJECT = "object";
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
      case CAN, SLCAN -> Set.of(Protocol.J1939);
      case COAP, COAPS -> Set.of(Protocol.COAP);
      case GPSD -> Set.of(Protocol.GPSD);
      case HWMON, IIO -> Set.of(Protocol.SYSFS);
      case LLRP, LLRPS -> Set.of(Protocol.LLRP);
      case MQTT, MQTTS -> Set.of(Protocol.MQTT);
      case OPC_TCP -> Set.of(Protocol.OPC_UA, Protocol.OPC_UA_AUTOID);
      case MODBUS_RTU, MODBUS_TCP -> Set.of(Protocol.MODBUS);
      case SERIAL, TCP -> OnLine.ALL;
      case W1 -> Set.of(Protocol.W1);
      case I2C -> Set.of(Protocol.I2C);
      case SPI -> Set.of(Protocol.SPI);
      case GPIO -> Set.of(Protocol.GPIO);
    };
  }

  boolean speaks(String protocol) {
    return isOneOf(protocols(), protocol);
  }

  private static boolean isOneOf(Set<Protocol> protocols, String protocol) {
    return Protocol.of(protocol).filter(protocols::contains).isPresent();
  }

  /** What is missing behind the scheme, and how to write it; nothing where all is there. */
  Optional<Missing> missing(Connection connection) {
    boolean onHost = !connection.host().isEmpty();
    return switch (place) {
      case HOST, CONVERTER, SERVER ->
          onHost ? Optional.empty() : Optional.of(new Missing("host", code + "://host:port"));
      case SERIAL_PORT ->
          onHost
              ? Optional.of(new Missing("serial port", code + ":/dev/ttyUSB0"))
              : Optional.empty();
      // What stands behind the colon there is read as a whole.
      case GATEWAY, INTERFACE, SERIAL_PORT_OR_CONVERTER -> Optional.empty();
      case TOPIC -> behindHost(connection, "topic of the device", "host:port/topic");
      case PATH -> behindHost(connection, "path of the device", "0.0.0.0:port/path");
    };
  }

  private Optional<Missing> behindHost(Connection connection, String what, String form) {
    return !connection.host().isEmpty() && connection.path().length() > 1
        ? Optional.empty()
        : Optional.of(new Missing(what, code + "://" + form));
  }

  /** What is missing, and how to write it. */
  record Missing(String what, String form) {}

  /** The names of the options that mean something here, for a device of a protocol. */
  Set<String> options(String protocol) {
    Set<String> options = new TreeSet<>(ReaderUrl.options(protocol));
    switch (place) {
      case GATEWAY -> options.addAll(Wiring.options(code));
      case HOST, INTERFACE, PATH -> {}
      case SERIAL_PORT, CONVERTER, SERIAL_PORT_OR_CONVERTER ->
          options.addAll(lineDefaults().keySet());
      case TOPIC -> options.add(ID);
      case SERVER -> options.addAll(List.of(OBJECT, "security"));
    }
    if (this == SLCAN) {
      options.addAll(List.of("bitrate", "mode"));
    }
    if (protocols().contains(Protocol.MODBUS)) {
      options.add(UNIT);
    }
    if (isOneOf(OnLine.SCALES, protocol)) {
      options.add(ASK);
    }
    if (isOneOf(OnLine.ADDRESSED, protocol)) {
      options.add(ADDRESS);
    }
    return options;
  }

  /** Whether it is about pins and buses of the gateway itself. */
  boolean isWired() {
    return place == Place.GATEWAY;
  }

  /** The wire: equal for connections that share one. */
  String bus(Connection connection) {
    if (place == Place.GATEWAY) {
      return code
          + ":"
          + connection.path()
          + connection.option("address").map(address -> "?address=" + address).orElse("")
          + connection.option("at").map(at -> "?at=" + at).orElse("");
    }
    return connection.host().isEmpty()
        ? connection.path()
        : connection.host() + ":" + connection.portOr(standardPort) + behind(connection);
  }

  /** Each topic behind a broker is a wire of its own, and so is each of several sensors there. */
  private String behind(Connection connection) {
    return switch (place) {
      case TOPIC -> connection.path() + connection.option(ID).map(id -> "?id=" + id).orElse("");
      case SERVER ->
          connection.path() + connection.option(OBJECT).map(at -> "?object=" + at).orElse("");
      case PATH -> connection.path();
      case GATEWAY, INTERFACE, HOST, SERIAL_PORT, CONVERTER, SERIAL_PORT_OR_CONVERTER -> "";
    };
  }

  /** Whether whoever stands there may want a name and a password. */
  boolean takesLogin() {
    return this == MQTT || isEncrypted();
  }

  /** Whether devices at one place share a connection, and so a login. */
  boolean sharesLogin() {
    return this == MQTT || this == MQTTS || this == OPC_TCP;
  }

  /** Whether what crosses the network can be read there. */
  boolean isEncrypted() {
    return this == MQTTS || this == OPC_TCP || this == COAPS || this == LLRPS;
  }

  /** The device's address on the wire; 0 where the whole wire is the device's. */
  int unit(Connection connection) {
    if (!protocols().contains(Protocol.MODBUS)) {
      return address(connection);
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

  /** A scale's address counts from 1 here: 0 is a wire's only scale. */
  private static int address(Connection connection) {
    if (connection.option(ADDRESS).isEmpty()) {
      return 0;
    }
    int address = connection.intOption(ADDRESS, 0);
    if (address < 0 || address > MAX_ADDRESS) {
      throw new IllegalArgumentException(
          "address " + address + " is not within 0 to " + MAX_ADDRESS);
    }
    return address + 1;
  }

  /** The address on the wire for a person. */
  static String said(Connection connection, String bus) {
    return connection
        .option(ADDRESS)
        .map(address -> "address " + address + " on " + bus)
        .orElseGet(() -> "unit " + connection.intOption(UNIT, 1) + " on " + bus);
  }

  /** What devices on one wire must have in common. */
  List<String> lineSettings(Connection connection) {
    if (place == Place.GATEWAY) {
      return List.of();
    }
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
