package io.coldshelf.profile;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The protocols that a device's profile may name, and what holds for all devices of each. */
public enum Protocol {
  /** A&amp;D's standard format, of scales and of indicators. */
  AD("ad", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** CAS's format of 22 bytes. */
  CAS("cas", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** Sensors that post SenML by CoAP, or are observed (RFC 7252, RFC 7641). */
  COAP("coap", Gives.POINTS, Optional.of(Messages.EVERY), Duration.ofSeconds(10)),
  /** Dini Argeo's standard and extended strings. */
  DINI_ARGEO("dini-argeo", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** Receivers of satellite navigation that gpsd holds. */
  GPSD("gpsd", Gives.POSITION, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(5)),
  /** Contacts at pins of the gateway itself: doors, defrosts, the mains. */
  GPIO("gpio", Gives.POINTS, Optional.of(Duration.ofMinutes(1)), Duration.ofSeconds(2)),
  /** Sensors on an I2C bus of the gateway itself. */
  I2C("i2c", Gives.POINTS, Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(2)),
  /** Vehicles: SAE J1939 on a CAN bus, listened to. */
  J1939("j1939", Gives.POINTS, Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(3)),
  /** Readers of tags on the network: GS1 Low Level Reader Protocol 1.0.1 and 1.1. */
  LLRP("llrp", Gives.SIGHTINGS, Optional.empty(), Duration.ofSeconds(5)),
  /** Readers of tags on a serial line: MagicRF M100 and QM100. */
  MAGICRF("magicrf", Gives.SIGHTINGS, Optional.empty(), Duration.ofSeconds(2)),
  /** Readers of tags on a serial line: ThingMagic M6e and M6e Nano. */
  MERCURY("mercury", Gives.SIGHTINGS, Optional.empty(), Duration.ofSeconds(2)),
  /** MODBUS Application Protocol V1.1b3, by RTU or TCP. */
  MODBUS("modbus", Gives.POINTS, Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(1)),
  /** Messages on an MQTT broker in the place itself, each device with topics of its own. */
  MQTT("mqtt", Gives.POINTS, Optional.of(Messages.EVERY), Duration.ofSeconds(5)),
  /** The Mettler-Toledo Standard Interface Command Set. */
  MT_SICS("mt-sics", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(1)),
  /** Readers of tags on a serial line or network: those with Impinj's R2000 and frames of A0. */
  R2000("r2000", Gives.SIGHTINGS, Optional.empty(), Duration.ofSeconds(2)),
  /** Readers of tags on a serial line or network: Chafon's UHFReader18 and UHFReader288. */
  UHFREADER("uhfreader", Gives.SIGHTINGS, Optional.empty(), Duration.ofSeconds(2)),
  /** Receivers of satellite navigation that write NMEA 0183. */
  NMEA("nmea", Gives.POSITION, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(5)),
  /** Servers of OPC UA (IEC 62541): controllers, and whatever else has values in nodes. */
  OPC_UA("opc-ua", Gives.POINTS, Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(5)),
  /** Readers of tags on OPC UA, by its companion specification AutoID (OPC 30010). */
  OPC_UA_AUTOID("opc-ua-autoid", Gives.SIGHTINGS, Optional.empty(), Duration.ofSeconds(5)),
  /** Ohaus's commands and output. */
  OHAUS("ohaus", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** Radwag's protocol. */
  RADWAG("radwag", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** Sartorius's SBI, of 16 and 22 characters. */
  SARTORIUS("sartorius", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** Scale Manufacturers Association, SCP-0499. */
  SMA("sma", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** Sensors on an SPI bus of the gateway itself. */
  SPI("spi", Gives.POINTS, Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(2)),
  /** Toledo's continuous output. */
  TOLEDO("toledo", Gives.WEIGHT, Optional.of(Duration.ofSeconds(1)), Duration.ofSeconds(2)),
  /** Sensors that have a driver in the Linux kernel: its hwmon and IIO. */
  SYSFS("sysfs", Gives.POINTS, Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(2)),
  /** Thermometers on 1-Wire, by the Linux kernel's w1_therm; a conversion takes 750 ms. */
  W1("w1", Gives.POINTS, Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(3));

  private static final Map<String, Protocol> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Protocol::code, Function.identity()));

  private final String code;
  private final Gives gives;
  private final Optional<Duration> every;
  private final Duration timeout;

  Protocol(String code, Gives gives, Optional<Duration> every, Duration timeout) {
    this.code = code;
    this.gives = gives;
    this.every = every;
    this.timeout = timeout;
  }

  /** What devices of a protocol have to say. */
  public enum Gives {
    /** The points that the profile names. */
    POINTS,
    /** Points of their own: where, how fast and whither. */
    POSITION,
    /** One point, {@code weight}, in kg. */
    WEIGHT,
    /** No points: tags at antennas. */
    SIGHTINGS
  }

  /**
   * Finds a protocol.
   *
   * @param code as in a profile
   * @return the protocol of that name
   */
  public static Optional<Protocol> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /**
   * The name in profiles.
   *
   * @return {@code mt-sics}
   */
  public String code() {
    return code;
  }

  /**
   * What its devices have to say.
   *
   * @return the kind
   */
  public Gives gives() {
    return gives;
  }

  /**
   * How often its devices are asked, or report at least, where nothing is configured.
   *
   * @return the interval; empty where they speak by themselves whenever there is something to say
   */
  public Optional<Duration> every() {
    return every;
  }

  /**
   * How long its devices may take to answer where nothing is configured.
   *
   * @return the longest wait
   */
  public Duration timeout() {
    return timeout;
  }
}
