package io.coldshelf.edge.cli;

import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.J1939Signal;
import io.coldshelf.profile.KernelChannel;
import io.coldshelf.profile.MessageField;
import io.coldshelf.profile.ModbusManner;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.OpcUaNode;
import io.coldshelf.profile.PinContact;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.PointProfile.Range;
import io.coldshelf.profile.PointSource;
import io.coldshelf.profile.SenmlName;
import io.coldshelf.profile.SensorQuantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A device model with all that its profile says, for a person. */
final class ProfileText {

  private final List<String> lines = new ArrayList<>();

  private ProfileText() {}

  static String of(DeviceProfile profile) {
    ProfileText text = new ProfileText();
    text.add(0, profile.name() + ": " + profile.title());
    text.add(1, "protocol: " + profile.protocol());
    text.add(1, "source: " + profile.source());
    if (!profile.line().options().isEmpty()) {
      text.add(1, "line: " + profile.line().described());
    }
    text.points(profile.points());
    text.manner(profile.facts().modbus());
    text.list("wiring", profile.facts().wiring());
    text.list(
        "recognised by",
        profile.facts().recognise().stream().map(sign -> sign.described()).toList());
    return String.join(System.lineSeparator(), text.lines);
  }

  private void add(int depth, String line) {
    lines.add("  ".repeat(depth) + line);
  }

  private void list(String title, List<String> entries) {
    if (!entries.isEmpty()) {
      add(1, title + ":");
      entries.forEach(entry -> add(2, entry));
    }
  }

  private void points(List<PointProfile> points) {
    if (points.isEmpty()) {
      add(1, "points: none, it sees tags");
      return;
    }
    add(1, "points:");
    for (PointProfile point : points) {
      add(2, described(point));
      point.source().ifPresent(this::details);
    }
  }

  private static String described(PointProfile point) {
    return "%s [%s]%s%s%s: %s"
        .formatted(
            point.name(),
            unit(point),
            point.valid().equals(Range.ANY)
                ? ""
                : " " + point.valid().low() + " to " + point.valid().high(),
            point.accuracy().isPresent() ? " ± " + point.accuracy().getAsDouble() : "",
            point.source().map(source -> ", " + source.described()).orElse(""),
            point.title());
  }

  private static String unit(PointProfile point) {
    if (!point.unit().isEmpty()) {
      return point.unit();
    }
    boolean hasStates = point.source().filter(source -> !states(source).isEmpty()).isPresent();
    return hasStates ? "state" : "on/off";
  }

  private static Map<Long, String> states(PointSource source) {
    return switch (source) {
      case J1939Signal _,
          KernelChannel _,
          MessageField _,
          OpcUaNode _,
          PinContact _,
          SenmlName _,
          SensorQuantity _ ->
          Map.of();
      case ModbusRegister register -> register.states();
    };
  }

  private void details(PointSource source) {
    switch (source) {
      case J1939Signal _,
          KernelChannel _,
          MessageField _,
          OpcUaNode _,
          PinContact _,
          SenmlName _,
          SensorQuantity _ -> {}
      case ModbusRegister register -> {
        if (!register.states().isEmpty()) {
          add(
              3,
              register.states().entrySet().stream()
                  .map(state -> state.getKey() + " " + state.getValue())
                  .collect(Collectors.joining(", ")));
        }
        if (!register.errors().isEmpty()) {
          add(
              3,
              "sensor failed at "
                  + register.errors().stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(", ")));
        }
        register
            .writable()
            .ifPresent(limits ->
                add(
                    3,
                    "may be set from %s to %s in steps of %s"
                        .formatted(limits.min(), limits.max(), limits.step())));
      }
    }
  }

  private void manner(ModbusManner manner) {
    if (manner.equals(ModbusManner.PLAIN)) {
      return;
    }
    List<String> said = new ArrayList<>();
    said.add(
        manner.most() == 1 ? "one register at a time" : "at most " + manner.most() + " registers");
    if (!manner.holes()) {
      said.add("nothing that is not named");
    }
    if (manner.guard().isPositive()) {
      said.add(manner.guard().toMillis() + " ms of quiet before");
    }
    manner.timeout().ifPresent(time -> said.add("answers within " + time.toMillis() + " ms"));
    add(1, "asked for: " + String.join(", ", said));
  }
}
