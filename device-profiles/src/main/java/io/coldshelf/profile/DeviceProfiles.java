package io.coldshelf.profile;

import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import io.coldshelf.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The catalogue of device models: those that come with the program, and an installer's own. */
public final class DeviceProfiles {

  /** More files than this in one directory are not a catalogue. */
  static final int MAX_FILES = 1000;

  private static final List<String> BUILT_IN =
      List.of(
          "gpsd",
          "llrp",
          "mqtt-json",
          "mt-sics",
          "nmea-0183",
          "shelly-addon-ds18b20",
          "shelly-addon-ds18b20-status",
          "shelly-dw2",
          "shelly-ht",
          "shelly-plus-ht",
          "tasmota-am2301",
          "tasmota-ds18b20",
          "tasmota-sht3x",
          "ublox-neo-m8",
          "xy-md02",
          "z2m-aqara-mccgq11lm",
          "z2m-aqara-wsdcgq11lm",
          "z2m-sonoff-snzb-02",
          "z2m-sonoff-snzb-02d",
          "z2m-tuya-ts0201",
          "z2m-tuya-ts0203");

  private final Map<String, DeviceProfile> byName;

  private DeviceProfiles(Map<String, DeviceProfile> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * The models that come with the program; each is read when it is first asked for.
   *
   * @return the catalogue
   */
  public static DeviceProfiles builtIn() {
    return new DeviceProfiles(
        new OnDemand<>(
            BUILT_IN,
            name -> DeviceProfileReader.read(Resources.yaml("profiles/" + name + ".yaml"))));
  }

  /**
   * This catalogue and all {@code .yaml} files of a directory. A model of the same name takes the
   * place of the one in this catalogue.
   *
   * @param directory with one file a model
   * @return the larger catalogue
   * @throws ConfigurationException with the mistakes of all files
   */
  public DeviceProfiles with(Path directory) {
    Map<String, DeviceProfile> all = new TreeMap<>(byName);
    Map<String, Path> files = new TreeMap<>();
    List<Mistake> mistakes = new ArrayList<>();
    for (Path file : yamlFiles(directory)) {
      try {
        DeviceProfile profile = read(file);
        Path other = files.putIfAbsent(profile.name(), file);
        if (other != null) {
          mistakes.add(twice(file, profile.name(), other));
        }
        all.put(profile.name(), profile);
      } catch (ConfigurationException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(mistakes);
    }
    return new DeviceProfiles(all);
  }

  /**
   * Reads one profile without adding it to a catalogue.
   *
   * @param file YAML
   * @return the profile
   * @throws ConfigurationException with all mistakes
   */
  public static DeviceProfile read(Path file) {
    return DeviceProfileReader.read(YamlDocument.read(file));
  }

  /**
   * Finds a model.
   *
   * @param name as in a gateway's configuration
   * @return the model, if it is known
   */
  public Optional<DeviceProfile> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * All models.
   *
   * @return by name, in the order of the alphabet
   */
  public Map<String, DeviceProfile> byName() {
    return byName;
  }

  private static List<Path> yamlFiles(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .limit(MAX_FILES)
          .toList();
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(
              new Mistake(
                  directory.toString(),
                  1,
                  1,
                  "this directory of profiles cannot be read",
                  "check the path and that you may read it")),
          e);
    }
  }

  private static Mistake twice(Path file, String name, Path other) {
    return new Mistake(
        file.toString(),
        1,
        1,
        "the profile '" + name + "' is also in " + other,
        "give one of the two another name");
  }
}
