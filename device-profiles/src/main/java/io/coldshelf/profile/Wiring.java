package io.coldshelf.profile;

import io.coldshelf.profile.SensorQuantity.Chip;
import java.util.List;
import java.util.Locale;
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
 *   i2c:1/0x44
 *   spi:0.0?reference=430&amp;sensor=pt100&amp;wires=3&amp;mains=50
 *   gpio:17?pull=up&amp;closed=low&amp;debounce=50
 * </pre>
 */
public sealed interface Wiring {

  /** Bus and address. */
  Pattern I2C = Pattern.compile("([0-9]{1,2})/0x([0-9A-Fa-f]{2})");

  /** Bus and chip select. */
  Pattern SPI = Pattern.compile("([01])\\.([0-2])");

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
   * A chip on an I2C bus.
   *
   * @param bus the bus's number, 1 for {@code /dev/i2c-1}
   * @param address 0x08 to 0x77 (UM10204, 3.1.12: the others are reserved)
   */
  record I2c(int bus, int address) implements Wiring {}

  /**
   * A converter for platinum thermometers on an SPI bus.
   *
   * @param bus the bus's number, 0 for {@code /dev/spidev0.1}
   * @param select the chip select's number, 1 there
   * @param referenceOhm the resistor beside the chip
   * @param nominalOhm the thermometer at 0 °C, 100 or 1000
   * @param threeWires whether it is connected by three wires; by two or four otherwise
   * @param mainsHertz what hums, 50 or 60
   */
  record Spi(
      int bus,
      int select,
      double referenceOhm,
      double nominalOhm,
      boolean threeWires,
      int mainsHertz)
      implements Wiring {}

  /**
   * A contact at a pin.
   *
   * @param line the pin's number at the processor, as in GPIO17
   * @param pull what holds the level while the contact is open
   * @param closedIsLow whether the contact joins the pin to ground, and not to 3.3 V
   * @param debounceMillis how long a level must hold, 1 to 10,000
   */
  record Pin(int line, Pull pull, boolean closedIsLow, int debounceMillis) implements Wiring {}

  /** What holds a pin's level. */
  enum Pull {
    /** A resistor in the processor to 3.3 V. */
    UP,
    /** A resistor in the processor to ground. */
    DOWN,
    /** Nothing in the processor: a resistor outside. */
    NONE
  }

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
      case "spi" -> Set.of("mains", "reference", "sensor", "wires");
      case "gpio" -> Set.of("closed", "debounce", "pull");
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
      case "gpio" -> pin(connection);
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
      chip(profile)
          .filter(chip -> !chip.isAt(wire.family()))
          .ifPresent(chip -> {
            throw new IllegalArgumentException(
                "%s is of family 0x%02x, and a '%s' is of family %s"
                    .formatted(wire.id(), wire.family(), profile.name(), chip.places()));
          });
    }
    if (wiring instanceof I2c wire) {
      chip(profile)
          .filter(chip -> !chip.isAt(wire.address()))
          .ifPresent(chip -> {
            throw new IllegalArgumentException(
                "a '%s' is at %s, and never at 0x%02x"
                    .formatted(profile.name(), chip.places(), wire.address()));
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

  /**
   * The chip that a model is.
   *
   * @param profile what it is
   * @return nothing where its points name none
   */
  static Optional<Chip> chip(DeviceProfile profile) {
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
    Matcher matcher = I2C.matcher(connection.path());
    if (!matcher.matches()) {
      throw wrong(connection, "names no bus and address such as 1/0x44");
    }
    int address = Integer.parseInt(matcher.group(2), 16);
    if (address < 0x08 || address > 0x77) {
      throw wrong(connection, "names an address that is not within 0x08 to 0x77");
    }
    return new I2c(Integer.parseInt(matcher.group(1)), address);
  }

  private static Spi spi(Connection connection) {
    Matcher matcher = SPI.matcher(connection.path());
    if (!matcher.matches()) {
      throw wrong(connection, "names no bus and chip select such as 0.0");
    }
    OptionalDouble reference = number(connection, "reference");
    if (reference.isEmpty() || !(reference.getAsDouble() > 0)) {
      throw wrong(
          connection,
          "needs reference=…, the ohms of the resistor beside the chip, often 400 or 430");
    }
    return new Spi(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        reference.getAsDouble(),
        oneOf(connection, "sensor", "pt100", "pt1000").equals("pt100") ? 100 : 1000,
        oneOf(connection, "wires", "2", "3", "4").equals("3"),
        Integer.parseInt(oneOf(connection, "mains", "50", "60")));
  }

  private static Pin pin(Connection connection) {
    if (!connection.path().matches("[0-9]{1,3}")) {
      throw wrong(connection, "names no pin such as 17, for GPIO17");
    }
    Pull pull =
        switch (oneOf(connection, "pull", "up", "down", "none")) {
          case "up" -> Pull.UP;
          case "down" -> Pull.DOWN;
          default -> Pull.NONE;
        };
    String closed =
        pull == Pull.DOWN
            ? oneOf(connection, "closed", "high", "low")
            : oneOf(connection, "closed", "low", "high");
    int debounce = connection.intOption("debounce", 50);
    if (debounce < 1 || debounce > 10_000) {
      throw wrong(connection, "debounce=" + debounce + " is not within 1 to 10000 ms");
    }
    return new Pin(Integer.parseInt(connection.path()), pull, closed.equals("low"), debounce);
  }

  /** The first where nothing is written. */
  private static String oneOf(Connection connection, String option, String... words) {
    String written = connection.option(option).orElse(words[0]);
    if (!List.of(words).contains(written)) {
      throw wrong(
          connection, option + "=" + written + " is none of " + String.join(", ", List.of(words)));
    }
    return written;
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
