package io.coldshelf.profile;

import io.coldshelf.profile.SensorQuantity.Chip;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a device is wired to the gateway itself, read from its connection.
 *
 * <pre>
 *   w1:28-00000abcdef0?master=w1_bus_master2
 *   hwmon:sht3x?at=1-0044
 *   iio:hx711?at=weight-1&amp;zero=8421504&amp;countsPerKg=21480
 *   i2c:/dev/i2c-1?address=0x44
 *   spi:/dev/spidev0.0?wires=3&amp;rref=430&amp;mains=50
 *   gpio:17?active=low&amp;pull=up&amp;debounce=50ms
 * </pre>
 */
public sealed interface Wiring {

  /**
   * A chip on 1-Wire.
   *
   * @param family the first byte of its number, 0x28 for a DS18B20
   * @param id its number as the kernel writes it, {@code 28-00000abcdef0}
   * @param master the kernel's name of the wire
   */
  record OneWire(int family, String id, String master) implements Wiring {}

  /**
   * A chip with a driver in the kernel.
   *
   * @param subsystem {@code hwmon} or {@code iio}
   * @param name what the kernel's driver calls itself, {@code sht3x}
   * @param at a part of the path to the chip, to tell it from others of the name
   * @param zero the raw count of an empty scale
   * @param countsPerKg what a kilogram adds to it; not 0
   */
  record Kernel(
      String subsystem,
      String name,
      Optional<String> at,
      OptionalDouble zero,
      OptionalDouble countsPerKg)
      implements Wiring {}

  /**
   * A chip on I2C.
   *
   * @param bus its number, 1 for {@code /dev/i2c-1}
   * @param address 0x08 to 0x77
   */
  record I2c(int bus, int address) implements Wiring {}

  /**
   * A chip on SPI.
   *
   * @param bus its number, 0 for {@code /dev/spidev0.1}
   * @param select its chip select, 1 for {@code /dev/spidev0.1}
   * @param wires of a resistance thermometer, 2, 3 or 4
   * @param rref the reference resistor, Ohm; empty for that of the data sheet
   * @param mains whose hum is filtered, 50 or 60 Hz
   */
  record Spi(int bus, int select, int wires, OptionalDouble rref, int mains) implements Wiring {}

  /**
   * A contact at a pin.
   *
   * @param line the GPIO's number on its chip
   * @param activeLow whether the contact's 1 is the pin's low
   * @param pull which resistor of the machine holds the open pin
   * @param debounce how long a state must last to be believed
   */
  record Gpio(int line, boolean activeLow, Pull pull, Duration debounce) implements Wiring {}

  /** What holds a pin that nothing drives. */
  enum Pull {
    /** The pin is driven from outside at all times. */
    NONE,
    /** High while the contact is open. */
    UP,
    /** Low while the contact is open. */
    DOWN
  }

  /** The longest debounce: a contact that needs more is broken. */
  Duration LONGEST_DEBOUNCE = Duration.ofSeconds(10);

  /**
   * The options that a scheme has.
   *
   * @param scheme {@code w1}, {@code hwmon}, {@code iio}, {@code i2c}, {@code spi}, {@code gpio}
   * @return their names; none for other schemes
   */
  static Set<String> options(String scheme) {
    return switch (scheme) {
      case "w1" -> Set.of("master");
      case "hwmon" -> Set.of("at");
      case "iio" -> Set.of("at", "countsPerKg", "zero");
      case "i2c" -> Set.of("address");
      case "spi" -> Set.of("mains", "rref", "wires");
      case "gpio" -> Set.of("active", "debounce", "pull");
      default -> Set.of();
    };
  }

  /**
   * Reads a connection.
   *
   * @param connection one of the schemes above
   * @return what it says
   * @throws IllegalArgumentException with a message for a person when it makes no sense
   */
  static Wiring of(Connection connection) {
    checkOptions(connection);
    return switch (connection.scheme()) {
      case "w1" -> oneWire(connection);
      case "hwmon", "iio" -> kernel(connection);
      case "i2c" -> i2c(connection);
      case "spi" -> spi(connection);
      case "gpio" -> gpio(connection);
      default -> throw wrong(connection, "is no connection to the gateway's own buses");
    };
  }

  /**
   * Whether a model can be connected so.
   *
   * @param wiring how it is wired
   * @param profile what it is
   * @throws IllegalArgumentException with a message for a person when they do not fit
   */
  static void check(Wiring wiring, DeviceProfile profile) {
    if (wiring instanceof OneWire wire) {
      chip(profile).filter(chip -> chip.number() != wire.family()).ifPresent(chip -> {
        throw new IllegalArgumentException(
            "%s is of family %02x, and a '%s' is of family %02x"
                .formatted(wire.id(), wire.family(), profile.name(), chip.number()));
      });
    }
    if (wiring instanceof Kernel kernel && weighs(profile) && kernel.countsPerKg().isEmpty()) {
      throw new IllegalArgumentException(
          "'" + profile.name() + "' is not calibrated: zero and countsPerKg are missing");
    }
  }

  /** A weight in counts of the converter: what these are worth differs from scale to scale. */
  private static boolean weighs(DeviceProfile profile) {
    return profile.points().stream()
        .filter(point -> point.unit().equals("kg"))
        .flatMap(point -> point.source().stream())
        .anyMatch(source ->
            source instanceof KernelChannel channel && channel.counts() && channel.scale() == 1);
  }

  private static Optional<Chip> chip(DeviceProfile profile) {
    return profile.points().stream()
        .flatMap(point -> point.source().stream())
        .filter(SensorQuantity.class::isInstance)
        .map(source -> ((SensorQuantity) source).chip())
        .findFirst();
  }

  private static void checkOptions(Connection connection) {
    Set<String> known = new TreeSet<>(options(connection.scheme()));
    for (String option : connection.options().keySet()) {
      if (!known.contains(option)) {
        throw wrong(
            connection, "has no option '" + option + "'; known are " + String.join(", ", known));
      }
    }
    if (!connection.host().isEmpty()) {
      throw wrong(connection, "names a host, and is about this machine");
    }
  }

  private static OneWire oneWire(Connection connection) {
    String id = connection.path().toLowerCase(Locale.ROOT);
    if (!id.matches("[0-9a-f]{2}-[0-9a-f]{12}")) {
      throw wrong(connection, "names no chip such as 28-00000abcdef0");
    }
    String master = connection.option("master").orElse("w1_bus_master1");
    if (!master.matches("w1_bus_master[0-9]{1,4}")) {
      throw wrong(connection, "names no master such as w1_bus_master1");
    }
    return new OneWire(Integer.parseInt(id.substring(0, 2), 16), id, master);
  }

  private static Kernel kernel(Connection connection) {
    if (!connection.path().matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
      throw wrong(connection, "names no driver of the kernel such as sht3x");
    }
    Optional<String> at = connection.option("at");
    if (at.isPresent() && !at.get().matches("[A-Za-z0-9_.:@,-]{1,64}")) {
      throw wrong(connection, "at=" + at.get() + " is no part of a path such as 1-0044");
    }
    OptionalDouble perKg = number(connection, "countsPerKg");
    if (perKg.isPresent() && perKg.getAsDouble() == 0) {
      throw wrong(connection, "countsPerKg is 0");
    }
    OptionalDouble zero = number(connection, "zero");
    if (zero.isPresent() != perKg.isPresent()) {
      throw wrong(connection, "zero and countsPerKg go together");
    }
    return new Kernel(connection.scheme(), connection.path(), at, zero, perKg);
  }

  private static I2c i2c(Connection connection) {
    Matcher device = Pattern.compile("/dev/i2c-([0-9]{1,3})").matcher(connection.path());
    if (!device.matches()) {
      throw wrong(connection, "names no bus such as /dev/i2c-1");
    }
    String written =
        connection
            .option("address")
            .orElseThrow(() -> wrong(connection, "has no address; write ?address=0x44"));
    int address = decoded(connection, written);
    if (address < 0x08 || address > 0x77) {
      throw wrong(connection, "address " + written + " is not within 0x08 to 0x77");
    }
    return new I2c(Integer.parseInt(device.group(1)), address);
  }

  private static int decoded(Connection connection, String written) {
    try {
      return Integer.decode(written);
    } catch (NumberFormatException e) {
      throw wrong(connection, "address '" + written + "' is no number such as 0x44");
    }
  }

  private static Spi spi(Connection connection) {
    Matcher device =
        Pattern.compile("/dev/spidev([0-9]{1,2})\\.([0-9])").matcher(connection.path());
    if (!device.matches()) {
      throw wrong(connection, "names no device such as /dev/spidev0.0");
    }
    OptionalDouble rref = number(connection, "rref");
    if (rref.isPresent() && (rref.getAsDouble() < 10 || rref.getAsDouble() > 100_000)) {
      throw wrong(connection, "rref is not within 10 to 100000 Ohm");
    }
    return new Spi(
        Integer.parseInt(device.group(1)),
        Integer.parseInt(device.group(2)),
        oneOf(connection, "wires", Map.of("2", 2, "3", 3, "4", 4), 4),
        rref,
        oneOf(connection, "mains", Map.of("50", 50, "60", 60), 50));
  }

  private static Gpio gpio(Connection connection) {
    if (!connection.path().matches("[0-9]{1,3}")) {
      throw wrong(connection, "names no GPIO such as 17");
    }
    Map<String, Pull> pulls = Map.of("none", Pull.NONE, "up", Pull.UP, "down", Pull.DOWN);
    return new Gpio(
        Integer.parseInt(connection.path()),
        oneOf(connection, "active", Map.of("high", false, "low", true), false),
        oneOf(connection, "pull", pulls, Pull.UP),
        debounce(connection));
  }

  private static Duration debounce(Connection connection) {
    String written = connection.option("debounce").orElse("50ms");
    Matcher time = Pattern.compile("([0-9]{1,5})(ms|s)").matcher(written);
    if (time.matches()) {
      long number = Long.parseLong(time.group(1));
      Duration read =
          time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
      if (read.compareTo(LONGEST_DEBOUNCE) <= 0) {
        return read;
      }
    }
    throw wrong(connection, "debounce=" + written + " is no time from 0ms to 10s");
  }

  private static <T> T oneOf(
      Connection connection, String option, Map<String, T> known, T otherwise) {
    Optional<String> written = connection.option(option);
    if (written.isEmpty()) {
      return otherwise;
    }
    return Optional.ofNullable(known.get(written.get()))
        .orElseThrow(() ->
            wrong(
                connection,
                option
                    + "="
                    + written.get()
                    + " is none of "
                    + String.join(", ", new TreeSet<>(known.keySet()))));
  }

  private static OptionalDouble number(Connection connection, String option) {
    Optional<String> written = connection.option(option);
    if (written.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!written.get().matches("-?[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      throw wrong(connection, option + "=" + written.get() + " is no number");
    }
    return OptionalDouble.of(Double.parseDouble(written.get()));
  }

  private static IllegalArgumentException wrong(Connection connection, String what) {
    return new IllegalArgumentException("'" + connection.url() + "' " + what);
  }
}
