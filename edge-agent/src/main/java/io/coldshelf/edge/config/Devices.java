package io.coldshelf.edge.config;

import io.coldshelf.edge.config.Shelf.Antenna;
import io.coldshelf.model.PointId;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The devices of a file, for whoever refers to them. A device whose own entry is wrong is known by
 * name only, and nothing is said of what refers to it.
 */
final class Devices {

  /** LLRP counts antennas in 16 bits (LLRP 1.1, 17.2.6.1). */
  private static final int MAX_ANTENNA = 0xFFFF;

  private final Map<String, Optional<DeviceProfile>> profiles = new LinkedHashMap<>();

  void add(String name, Optional<DeviceProfile> profile) {
    profiles.put(name, profile);
  }

  boolean has(String name) {
    return profiles.containsKey(name);
  }

  /** A point of one of the devices, in a given unit; the value says so where it is none. */
  Optional<PointId> point(YamlValue value, String unit) {
    Optional<PointId> written = written(value);
    if (written.isEmpty() || !isKnown(value, written.get().device())) {
      return Optional.empty();
    }
    PointId point = written.get();
    Optional<DeviceProfile> profile = profiles.getOrDefault(point.device(), Optional.empty());
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    Optional<PointProfile> found = profile.get().point(point.point());
    if (found.isEmpty()) {
      value.mistake(
          "'"
              + point.device()
              + "' ("
              + profile.get().name()
              + ") has no point '"
              + point.point()
              + "'",
          Nearest.hint(
              point.point(), profile.get().points().stream().map(PointProfile::name).toList()));
      return Optional.empty();
    }
    if (!found.get().unit().equals(unit)) {
      value.mistake(
          "'" + point + "' is in '" + found.get().unit() + "', not in '" + unit + "'",
          "name another point");
      return Optional.empty();
    }
    return written;
  }

  Optional<PointId> written(YamlValue value) {
    return value.parsed(PointId::parse, "write device/point");
  }

  /** One antenna of one of the readers. */
  Optional<Antenna> antenna(YamlValue value) {
    Optional<Antenna> antenna =
        value.parsed(Devices::antenna, "write reader/antenna, for example shelf-reader/1");
    if (antenna.isEmpty() || !isKnown(value, antenna.get().reader())) {
      return Optional.empty();
    }
    String reader = antenna.get().reader();
    Optional<DeviceProfile> profile = profiles.getOrDefault(reader, Optional.empty());
    if (profile.isPresent() && !isReader(profile.get())) {
      value.mistake(
          "'" + reader + "' (" + profile.get().name() + ") is no reader of tags",
          Nearest.hint(reader, readers()));
      return Optional.empty();
    }
    return antenna;
  }

  private static Antenna antenna(String text) {
    int slash = text.indexOf('/');
    try {
      int number = Integer.parseInt(text.substring(slash + 1));
      if (slash > 0 && number >= 1 && number <= MAX_ANTENNA) {
        return new Antenna(text.substring(0, slash), number);
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of range.
    }
    throw new IllegalArgumentException("'" + text + "' is no antenna of a reader");
  }

  private List<String> readers() {
    return profiles.entrySet().stream()
        .filter(entry -> entry.getValue().filter(this::isReader).isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isReader(DeviceProfile profile) {
    return Protocol.of(profile.protocol())
        .filter(protocol -> protocol.gives() == Protocol.Gives.SIGHTINGS)
        .isPresent();
  }

  private boolean isKnown(YamlValue value, String device) {
    if (!has(device)) {
      value.mistake(
          "there is no device '" + device + "' for " + value.where(),
          Nearest.hint(device, profiles.keySet()));
    }
    return has(device);
  }
}
