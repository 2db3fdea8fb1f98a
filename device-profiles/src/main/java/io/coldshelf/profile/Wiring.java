package io.coldshelf.profile;

import io.coldshelf.profile.SensorQuantity.Chip;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a device is wired to the gateway itself, read from its connection.
 *
 * <pre>
 *   w1:28-00000abcdef0?master=w1_bus_master2
 *   hwmon:sht3x?at=1-0044
 *   iio:hx711?at=weight-1&amp;zero=8421504&amp;countsPerKg=21480
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
   * The options that a scheme has.
   *
   * @param scheme {@code w1}, {@code hwmon}, {@code iio}
   * @return their names; none for other schemes
   */
  static Set<String> options(String scheme) {
    return switch (scheme) {
      case "w1" -> Set.of("master");
      case "hwmon" -> Set.of("at");
      case "iio" -> Set.of("at", "countsPerKg", "zero");
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
          .filter(chip -> chip.family() != wire.family())
          .ifPresent(chip -> {
            throw new IllegalArgumentException(
                "%s is of family %02x, and a '%s' is of family %02x"
                    .formatted(wire.id(), wire.family(), profile.name(), chip.family()));
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
