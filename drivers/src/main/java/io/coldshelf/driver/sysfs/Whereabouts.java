package io.coldshelf.driver.sysfs;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.profile.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds the folder of a chip, which has another number after every start of the machine. */
record Whereabouts(Path sysfs, Wiring.Kernel wiring) {

  /** More of one kind than this no machine has. */
  private static final int MOST_DEVICES = 256;

  Path find() throws IOException {
    Path home =
        wiring.subsystem().equals("iio")
            ? sysfs.resolve("bus").resolve("iio").resolve("devices")
            : sysfs.resolve("class").resolve("hwmon");
    List<Path> found = new ArrayList<>();
    for (Path device : list(home)) {
      if (isNamed(device) && isThere(device)) {
        found.add(device);
      }
    }
    if (found.isEmpty()) {
      throw new LineException(
          "the kernel knows no " + wiring.name() + wiring.at().map(at -> " at " + at).orElse(""),
          "Check the wiring and the overlay in /boot/firmware/config.txt: 'cat "
              + home
              + "/*/name' lists what is known.");
    }
    if (found.size() > 1) {
      throw new LineException(
          Fault.Kind.REFUSED,
          "the kernel knows " + found.size() + " of " + wiring.name() + ": " + said(found),
          "Say which with ?at= and a part of its path that the others have not.");
    }
    return found.getFirst();
  }

  private static List<Path> list(Path home) throws IOException {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> devices = Files.list(home)) {
      return devices.limit(MOST_DEVICES).sorted().toList();
    }
  }

  private boolean isNamed(Path device) {
    try {
      return KernelFiles.read(device.resolve("name")).strip().equals(wiring.name());
    } catch (IOException e) {
      return false; // It goes away just now, or is none of those that have a name.
    }
  }

  private boolean isThere(Path device) throws IOException {
    if (wiring.at().isEmpty()) {
      return true;
    }
    Path real = device.toRealPath();
    return StreamSupport.stream(real.spliterator(), false)
        .anyMatch(part -> part.toString().equals(wiring.at().get()));
  }

  private static String said(List<Path> found) throws IOException {
    List<String> paths = new ArrayList<>();
    for (Path each : found) {
      paths.add(each.toRealPath().toString());
    }
    return String.join(" and ", paths);
  }
}
