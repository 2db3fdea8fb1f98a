package io.coldshelf.profile;

import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.YamlDocument;
import io.coldshelf.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An installer's own profiles, which may extend each other and those of a catalogue. Read once, by
 * one thread.
 */
final class ProfileFiles {

  private final List<Path> files;
  private final Map<String, DeviceProfile> known;

  /** By the name that each bears; of two with one name the first. */
  private final Map<String, Path> byName = new LinkedHashMap<>();

  private final Map<String, DeviceProfile> read = new TreeMap<>();
  private final Map<Path, Boolean> outcomes = new HashMap<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  ProfileFiles(List<Path> files, Map<String, DeviceProfile> known) {
    this.files = files;
    this.known = known;
  }

  /**
   * Reads all of them.
   *
   * @throws ConfigurationException with the mistakes of all files
   */
  Map<String, DeviceProfile> read() {
    Map<Path, String> names = new LinkedHashMap<>();
    for (Path file : files) {
      String name = name(file);
      names.put(file, name);
      byName.putIfAbsent(name, file);
    }
    Map<String, Path> good = new LinkedHashMap<>();
    names.forEach((file, name) -> {
      if (read(name, file, List.of())) {
        Path other = good.putIfAbsent(name, file);
        if (other != null) {
          mistakes.add(twice(file, name, other));
        }
      }
    });
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(mistakes);
    }
    return read;
  }

  /** The name that a file gives its profile; whatever is wrong with it is said when it is read. */
  private static String name(Path file) {
    try {
      YamlValue name = YamlDocument.read(file).root().optional("profile");
      return name.isUsable() ? name.text() : file.toString();
    } catch (ConfigurationException e) {
      return file.toString();
    }
  }

  /** Whether the file is good; read at most once. */
  private boolean read(String name, Path file, List<String> heirs) {
    Boolean before = outcomes.get(file);
    if (before != null) {
      return before;
    }
    List<String> chain = new ArrayList<>(heirs);
    chain.add(name);
    boolean good = true;
    try {
      read.put(name, DeviceProfileReader.read(YamlDocument.read(file), base -> base(base, chain)));
    } catch (ConfigurationException e) {
      good = false;
      mistakes.addAll(e.mistakes());
    }
    outcomes.put(file, good);
    return good;
  }

  private Optional<DeviceProfile> base(YamlValue value, List<String> heirs) {
    String name = value.text();
    if (!value.isUsable()) {
      return Optional.empty();
    }
    boolean own = byName.containsKey(name);
    // A file that bears the name of what it extends means the one that it takes the place of.
    boolean itself = name.equals(heirs.getLast()) && known.containsKey(name);
    if (!own || itself) {
      DeviceProfile found = known.get(name);
      if (found == null) {
        Set<String> all = new TreeSet<>(known.keySet());
        all.addAll(byName.keySet());
        value.mistake("there is no profile '" + name + "' to extend", Nearest.hint(name, all));
      }
      return Optional.ofNullable(found);
    }
    if (heirs.contains(name) || heirs.size() >= DeviceProfiles.MAX_GENERATIONS) {
      value.mistake(
          "profiles extend each other without end: "
              + String.join(" extends ", heirs)
              + " extends "
              + name,
          "let one of them stand for itself");
      return Optional.empty();
    }
    if (read(name, byName.getOrDefault(name, Path.of(name)), heirs)) {
      return Optional.ofNullable(read.get(name));
    }
    value.mistake("'" + name + "' has mistakes of its own", "mend those first");
    return Optional.empty();
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
