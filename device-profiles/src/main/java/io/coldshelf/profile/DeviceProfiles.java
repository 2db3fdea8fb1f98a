package io.coldshelf.profile;

import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A chain of families longer than this is a mistake. */
  static final int MAX_GENERATIONS = 8;

  private static final List<String> BUILT_IN =
      List.of(
          "ad-ad-4329a",
          "ad-ad-4401a",
          "ad-ad-4406a",
          "ad-ad-4407",
          "ad-ek-l",
          "ad-fg-k",
          "ad-gc",
          "ad-hv-g",
          "ad-hv-wp",
          "btek-t419s",
          "carel-ir33",
          "carel-mu-rack",
          "carel-pj-basic",
          "carel-pj-easy",
          "carel-uc2se",
          "cas-ci-150a",
          "cas-ci-400",
          "cas-ci-600d",
          "cas-nt-200",
          "cas-pds",
          "chafon-cf-mu904",
          "chafon-cf-ru5102",
          "coap-senml",
          "comet-t0410",
          "comet-t3411",
          "comet-t5410",
          "danfoss-ak-cc-210",
          "danfoss-ak-cc-210-wb-ref",
          "danfoss-ekc-202b",
          "danfoss-ekc-202b-wb-ref",
          "danfoss-ekc-202d",
          "danfoss-ekc-202d-wb-ref",
          "danfoss-erc-211",
          "danfoss-erc-213",
          "danfoss-erc-214",
          "dini-argeo-3590",
          "dini-argeo-dfw",
          "dini-argeo-dgt1p",
          "dini-argeo-dgt1s",
          "dini-argeo-dgt4x",
          "dini-argeo-dgt4x-modbus",
          "ds1822",
          "ds1825",
          "ds18b20",
          "ds18s20",
          "ds28ea00",
          "egnite-querx-th",
          "eliwell-id-974-lx",
          "eliwell-id-985-lx",
          "eliwell-idplus",
          "eliwell-idplus-902",
          "eliwell-idplus-961",
          "eliwell-idplus-971",
          "eliwell-idplus-974",
          "eliwell-idplus-wb-ref",
          "fairbanks-fb2550",
          "fairbanks-fb3000",
          "fms-truck",
          "gpio-defrost",
          "gpio-door",
          "gpio-power",
          "gpsd",
          "hx711-iio",
          "invelion-ind9011",
          "invelion-ind905",
          "invelion-yrm100",
          "jc42-hwmon",
          "kern-ftc",
          "kern-itt",
          "l-com-srth100",
          "llrp",
          "magicrf-m100",
          "max31865-iio",
          "max31865-spi",
          "mcp9808-i2c",
          "mettler-ics425",
          "mettler-ics425-continuous",
          "mettler-ml",
          "mettler-wildcat",
          "minebea-pr-5310",
          "mqtt-json",
          "mt-sics",
          "nmea-0183",
          "ohaus-defender-3000",
          "ohaus-defender-5000",
          "ohaus-ranger-rc",
          "opc-ua-autoid",
          "radwag-pue-c31",
          "radwag-pue-c41h",
          "radwag-wtc",
          "rice-lake-480",
          "rodinbell-m500",
          "sartorius-combics-1",
          "sartorius-combics-3",
          "sartorius-entris-ii",
          "sartorius-master",
          "sartorius-pr-5220",
          "seneca-z-sg",
          "shelly-addon-ds18b20",
          "shelly-addon-ds18b20-status",
          "shelly-dw2",
          "shelly-ht",
          "shelly-plus-ht",
          "sht3x-hwmon",
          "sht3x-i2c",
          "sht4x-hwmon",
          "sht4x-i2c",
          "siemens-qfa3150-mo",
          "sparkfun-sen-14066",
          "tasmota-am2301",
          "tasmota-ds18b20",
          "tasmota-sht3x",
          "thingmagic-m6e",
          "thingmagic-m6e-nano",
          "tmp102-hwmon",
          "tmp117-iio",
          "tmp117-i2c",
          "ublox-neo-m8",
          "vaisala-hmdw110",
          "vaisala-hmp",
          "vaisala-hmp110",
          "xy-md02",
          "xy-md03",
          "xy-md04",
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
    return new DeviceProfiles(new OnDemand<>(BUILT_IN, DeviceProfiles::readBuiltIn));
  }

  /** Bases are read anew: a map that is being filled must not be asked by what fills it. */
  private static DeviceProfile readBuiltIn(String name) {
    return DeviceProfileReader.read(
        Resources.yaml("profiles/" + name + ".yaml"),
        base ->
            Optional.of(base.text()).filter(BUILT_IN::contains).map(DeviceProfiles::readBuiltIn));
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
    all.putAll(new ProfileFiles(yamlFiles(directory), byName).read());
    return new DeviceProfiles(all);
  }

  /**
   * Reads one profile without adding it to a catalogue. It may extend one of those that come with
   * the program.
   *
   * @param file YAML
   * @return the profile
   * @throws ConfigurationException with all mistakes
   */
  public static DeviceProfile read(Path file) {
    return builtIn().reading(file);
  }

  /**
   * Reads one profile without adding it to this catalogue. It may extend one of the catalogue's.
   *
   * @param file YAML
   * @return the profile
   * @throws ConfigurationException with all mistakes
   */
  public DeviceProfile reading(Path file) {
    return new ProfileFiles(List.of(file), byName).read().values().iterator().next();
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
}
