package io.coldshelf.profile;

import io.coldshelf.profile.SensorQuantity.Chip;
import io.coldshelf.profile.SensorQuantity.Quantity;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  private static final Map<String, PinContact.When> STATES =
      Arrays.stream(PinContact.When.values())
          .collect(
              Collectors.toMap(
                  state -> state.name().toLowerCase(Locale.ROOT), Function.identity()));

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

  /** Where a chip on a bus gives a point. */
  static Optional<PointSource> sensor(Protocol bus, YamlMapping point, YamlMapping sensor) {
    YamlValue name = sensor.required("chip");
    Optional<Chip> chip = name.named("chip", Chip.BY_CODE);
    YamlValue gives = sensor.required("gives");
    Optional<Quantity> quantity = gives.named("quantity", QUANTITIES);
    if (chip.isEmpty() || quantity.isEmpty()) {
      return Optional.empty();
    }
    if (chip.get().bus() != bus) {
      name.mistake(
          "a '%s' is on %s, not on %s"
              .formatted(chip.get().code(), chip.get().bus().code(), bus.code()),
          "write 'protocol: %s'".formatted(chip.get().bus().code()));
      return Optional.empty();
    }
    if (!chip.get().quantities().contains(quantity.get())) {
      gives.mistake(
          "a '%s' measures no %s".formatted(chip.get().code(), quantity.get().code()),
          "remove the point");
      return Optional.empty();
    }
    checkUnit(point, quantity.get());
    return Optional.of(new SensorQuantity(chip.get(), quantity.get()));
  }

  /** When a point is on whose contact is at a pin. */
  static Optional<PointSource> contact(YamlMapping contact) {
    return contact.required("on").named("state", STATES).map(PinContact::new);
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
