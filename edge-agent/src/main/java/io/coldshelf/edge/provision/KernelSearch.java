package io.coldshelf.edge.provision;

import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.Protocol;
import io.coldshelf.profile.SensorQuantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists what the Linux kernel knows: chips on 1-Wire, hwmon and IIO. Touches no wire. */
public final class KernelSearch implements Search {

  private static final Pattern W1_CHIP = Pattern.compile("([0-9a-f]{2})-[0-9a-f]{12}");

  private final Path sys;
  private final DeviceProfiles profiles;

  /**
   * A search.
   *
   * @param sys where the kernel's files are, {@code /sys}
   * @param profiles the catalogue
   */
  public KernelSearch(Path sys, DeviceProfiles profiles) {
    this.sys = sys;
    this.profiles = profiles;
  }

  @Override
  public void run(Report report) {
    report.looking("1-Wire, hwmon and IIO");
    for (Path chip : Listing.of(sys.resolve("bus/w1/devices"))) {
      Matcher name = W1_CHIP.matcher(chip.getFileName().toString());
      if (name.matches()) {
        List<String> known = onWire(Integer.parseInt(name.group(1), 16));
        String what =
            known.isEmpty() ? "a chip of family " + name.group(1) : "thermometer on 1-Wire";
        report.found(new Found("probe", "w1:" + name.group(), what, known));
      }
    }
    named(report, "hwmon", sys.resolve("class/hwmon"));
    named(report, "iio", sys.resolve("bus/iio/devices"));
  }

  /** The profiles of the chips of a family. */
  private List<String> onWire(int family) {
    return profiles.byName().values().stream()
        .filter(profile -> profile.protocol().equals(Protocol.W1.code()))
        .filter(profile ->
            profile.points().stream()
                .flatMap(point -> point.source().stream())
                .anyMatch(source ->
                    source instanceof SensorQuantity sensor
                        && sensor.chip().bus() == Protocol.W1
                        && sensor.chip().isAt(family)))
        .map(DeviceProfile::name)
        .toList();
  }

  /** A gateway's own chips, its processor's for one, have no profile. */
  private void named(Report report, String scheme, Path home) {
    SortedSet<String> others = new TreeSet<>();
    SortedSet<String> seen = new TreeSet<>();
    for (Path chip : Listing.of(home)) {
      String name = read(chip.resolve("name"));
      if (name.isEmpty()) {
        continue;
      }
      String profile = name + "-" + scheme;
      boolean isKnown =
          profiles
              .find(profile)
              .filter(p -> p.protocol().equals(Protocol.SYSFS.code()))
              .isPresent();
      if (!isKnown) {
        others.add(name);
      } else if (seen.add(name)) {
        report.found(
            new Found(
                name, scheme + ":" + name, name + ", by the kernel's driver", List.of(profile)));
      } else {
        report.note(
            scheme + ":" + name,
            "There are several; add ?at=, a part of the path of " + chip + ", to tell them apart.");
      }
    }
    if (!others.isEmpty()) {
      report.note(scheme, "Chips without a profile: " + String.join(", ", others) + ".");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
