package io.coldshelf.profile;

import io.coldshelf.profile.SensorQuantity.Chip;
import io.coldshelf.profile.SensorQuantity.Quantity;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads where points of devices are that are wired to the gateway itself. */
final class WiredReader {

  private static final double GREATEST = 1e9;

  private static final Map<String, Quantity> QUANTITIES =
      Arrays.stream(Quantity.values())
          .collect(Collectors.toMap(Quantity::code, Function.identity()));

  private WiredReader() {}

  /** The source of a point of such a device; nothing for other protocols and where none is due. */
  static Optional<PointSource> source(Optional<Protocol> protocol, YamlMapping point) {
    YamlValue sensor = point.optional("sensor");
    YamlValue channel = point.optional("channel");
    YamlValue register = point.optional("register");
    switch (protocol.orElse(Protocol.MODBUS)) {
      case I2C, SPI, W1 -> {
        register.mistake("only Modbus devices have registers", "write 'sensor'");
        channel.mistake("only the kernel's sensors have channels", "write 'sensor'");
        return sensor(protocol.orElseThrow(), point);
      }
      case SYSFS -> {
        register.mistake("only Modbus devices have registers", "write 'channel'");
        sensor.mistake("the kernel knows the chip", "write 'channel'");
        return Optional.of(channel(point.required("channel").mapping()));
      }
      case GPIO -> {
        register.mistake("only Modbus devices have registers", "remove 'register'");
        point.optional("unit").mistake("a contact is on or off and has no unit", "remove 'unit'");
      }
      case LLRP, MODBUS, MT_SICS -> {}
    }
    sensor.mistake("only devices at the gateway's own buses have a sensor", "remove 'sensor'");
    channel.mistake("only the kernel's sensors have channels", "remove 'channel'");
    return Optional.empty();
  }

  /** A contact is one point; the points of one chip are that chip's, each once. */
  static void checkPoints(
      Optional<Protocol> protocol, List<PointProfile> points, YamlValue value) {
    if (protocol.equals(Optional.of(Protocol.GPIO)) && points.size() > 1) {
      value.mistake("a pin has one contact", "write a profile with one point");
    }
    List<SensorQuantity> sensors =
        points.stream()
            .flatMap(point -> point.source().stream())
            .filter(SensorQuantity.class::isInstance)
            .map(SensorQuantity.class::cast)
            .toList();
    if (sensors.stream().map(SensorQuantity::chip).distinct().count() > 1) {
      value.mistake("a device is one chip", "write a profile for each chip");
    } else if (sensors.stream().distinct().count() < sensors.size()) {
      value.mistake("a chip gives each quantity once", "remove the second point");
    }
  }

  private static Optional<PointSource> sensor(Protocol protocol, YamlMapping point) {
    YamlMapping sensor = point.required("sensor").mapping();
    YamlValue named = sensor.required("chip");
    Optional<Chip> chip = named.named("chip", Chip.BY_CODE);
    YamlValue gives = sensor.required("gives");
    Optional<Quantity> quantity = gives.named("quantity", QUANTITIES);
    if (chip.isEmpty() || quantity.isEmpty()) {
      return Optional.empty();
    }
    if (chip.get().protocol() != protocol) {
      named.mistake(
          "'%s' is connected by %s".formatted(chip.get().code(), chip.get().protocol().code()),
          "use one of " + String.join(", ", Chip.of(protocol)));
    }
    if (!chip.get().quantities().contains(quantity.get())) {
      gives.mistake(
          "'%s' measures no %s".formatted(chip.get().code(), quantity.get().code()),
          "remove the point");
      return Optional.empty();
    }
    checkUnit(point, quantity.get());
    return Optional.of(new SensorQuantity(chip.get(), quantity.get()));
  }

  private static void checkUnit(YamlMapping point, Quantity quantity) {
    YamlValue unit = point.required("unit");
    if (unit.isWritten() && !unit.text().equals(quantity.unit())) {
      unit.mistake(
          "%s is given in '%s'".formatted(quantity.code(), quantity.unit()),
          "write 'unit: \"%s\"'".formatted(quantity.unit()));
    }
  }

  private static KernelChannel channel(YamlMapping channel) {
    YamlValue name = channel.required("name");
    String written = name.text();
    if (name.isWritten() && !KernelChannel.NAME.matcher(written).matches()) {
      name.mistake(
          "'" + written + "' is no channel of the kernel's",
          "write for example temp1 or in_voltage0");
    }
    YamlValue counts = channel.optional("counts");
    return new KernelChannel(
        KernelChannel.NAME.matcher(written).matches() ? written : "temp1",
        counts.isWritten() && counts.truth(),
        scale(channel.optional("scale")),
        number(channel.optional("offset"), 0),
        count(channel.optional("least")),
        count(channel.optional("greatest")));
  }

  private static double scale(YamlValue value) {
    double scale = number(value, 1);
    if (scale == 0) {
      value.mistake("'scale' is 0", "write what one is worth, for example 0.001");
      return 1;
    }
    return scale;
  }

  private static double number(YamlValue value, double otherwise) {
    return value.isWritten() ? value.number(-GREATEST, GREATEST) : otherwise;
  }

  private static OptionalLong count(YamlValue value) {
    return value.isWritten()
        ? OptionalLong.of(value.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
        : OptionalLong.empty();
  }
}
