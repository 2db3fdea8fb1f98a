package io.coldshelf.edge.provision;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceFacts;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks units of a Modbus wire for one register each, and those that answer for what they are. */
final class ModbusUnits {

  /** Any register does: whoever refuses it is there too. */
  private static final List<PointProfile> ANY =
      List.of(
          point(
              "any",
              PointProfile.Range.ANY,
              new ModbusRegister(ModbusRegister.Table.HOLDING, 0, ModbusRegister.Type.UINT16, 1)));

  private final ModbusDriver driver;
  private final DeviceProfiles profiles;
  private final Duration patience;

  ModbusUnits(Lines lines, DeviceProfiles profiles, Duration patience) {
    this.driver = new ModbusDriver(lines);
    this.profiles = profiles;
    this.patience = patience;
  }

  private static PointProfile point(
      String name, PointProfile.Range valid, ModbusRegister register) {
    return new PointProfile(name, name, "", valid, Optional.of(register));
  }

  private Outcome ask(String url, List<PointProfile> points) {
    DeviceProfile profile =
        new DeviceProfile("asked", "asked", Protocol.MODBUS.code(), "none", points);
    DeviceSetup setup =
        new DeviceSetup("asked", profile, Connection.parse(url), patience, InstantSource.system());
    try (Device device = driver.open(setup)) {
      return ((Device.Polled) device).read();
    }
  }

  /** Whether somebody answers, and be it with a refusal. */
  boolean isThere(String url) {
    return switch (ask(url, ANY)) {
      case Outcome.Answer _ -> true;
      case Fault fault -> fault.kind() == Fault.Kind.REFUSED;
    };
  }

  /** The profiles all of whose signs a unit shows. */
  List<String> models(String url) {
    List<String> models = new ArrayList<>();
    for (DeviceProfile profile : profiles.byName().values()) {
      List<DeviceFacts.Sign> signs = profile.facts().recognise();
      if (!signs.isEmpty() && shows(url, signs)) {
        models.add(profile.name());
      }
    }
    return models;
  }

  /**
   * The profiles all of whose registers a unit has, with values that their models can have. Such a
   * one may be right, and another model's registers may lie the same.
   */
  List<String> fitting(String url) {
    return profiles.byName().values().stream()
        .filter(profile -> profile.protocol().equals(Protocol.MODBUS.code()))
        .filter(profile -> profile.points().size() > 1 && fits(url, profile.points()))
        .map(DeviceProfile::name)
        .toList();
  }

  private boolean fits(String url, List<PointProfile> points) {
    return ask(url, points) instanceof Outcome.Answer answer
        && answer.observations().size() == points.size()
        && answer.observations().stream()
            .allMatch(said -> said instanceof Reading reading && reading.quality().isGood());
  }

  private boolean shows(String url, List<DeviceFacts.Sign> signs) {
    List<PointProfile> points = new ArrayList<>();
    for (DeviceFacts.Sign sign : signs) {
      points.add(point("sign-" + points.size(), PointProfile.Range.ANY, sign.register()));
    }
    if (!(ask(url, points) instanceof Outcome.Answer answer)
        || answer.observations().size() != signs.size()) {
      return false;
    }
    for (int i = 0; i < signs.size(); i++) {
      boolean fits =
          answer.observations().get(i) instanceof Reading reading
              && reading.quality() == Quality.GOOD
              && reading.value() >= signs.get(i).least()
              && reading.value() <= signs.get(i).greatest();
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
