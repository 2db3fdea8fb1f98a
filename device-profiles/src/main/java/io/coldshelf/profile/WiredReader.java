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

  private static final Map<String, Quantity> QUANTITIES =
      Arrays.stream(Quantity.values())
          .collect(Collectors.toMap(Quantity::code, Function.identity()));

  private WiredReader() {}

  /** The points of one chip are that chip's, each once. */
  static void checkPoints(List<PointProfile> points, YamlValue value) {
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

  /** Where a chip on 1-Wire gives a point. */
  static Optional<PointSource> sensor(YamlMapping point, YamlMapping sensor) {
    Optional<Chip> chip = sensor.required("chip").named("chip", Chip.BY_CODE);
    Optional<Quantity> quantity = sensor.required("gives").named("quantity", QUANTITIES);
    if (chip.isEmpty() || quantity.isEmpty()) {
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

  /** Where the kernel gives a point. */
  static KernelChannel channel(YamlMapping channel) {
    YamlValue name = channel.required("name");
    String written = name.text();
    if (name.isWritten() && !KernelChannel.NAME.matcher(written).matches()) {
      name.mistake(
          "'" + written + "' is no channel of the kernel's",
          "write for example temp1 or in_voltage0");
    }
    YamlValue counts = channel.optional("counts");
    Linear linear = Linear.of(channel);
    return new KernelChannel(
        KernelChannel.NAME.matcher(written).matches() ? written : "temp1",
        counts.isWritten() && counts.truth(),
        linear.scale(),
        linear.offset(),
        count(channel.optional("least")),
        count(channel.optional("greatest")));
  }

  private static OptionalLong count(YamlValue value) {
    return value.isWritten()
        ? OptionalLong.of(value.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
        : OptionalLong.empty();
  }
}
