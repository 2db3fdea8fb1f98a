package io.coldshelf.edge.config;

import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a gateway is told. Whatever a record here refers to exists: profiles and product classes
 * are resolved, points and antennas belong to devices of this gateway.
 *
 * @param gateway the gateway's id, a level of its topics
 * @param site where it stands
 * @param devices in the order of the file
 * @param shelves in the order of the file
 * @param compartments in the order of the file
 * @param uplink where what it measures goes; nothing for a gateway on its own
 * @param journal how much it keeps until that has gone
 * @param local what it does by itself: page and data
 * @param warnings what is odd in the file though it can be used
 */
public record GatewayConfiguration(
    String gateway,
    Site site,
    List<DeviceEntry> devices,
    List<Shelf> shelves,
    List<Compartment> compartments,
    Optional<Uplink> uplink,
    JournalSettings journal,
    LocalSettings local,
    List<Mistake> warnings) {

  /** Copies the lists. */
  public GatewayConfiguration {
    devices = List.copyOf(devices);
    shelves = List.copyOf(shelves);
    compartments = List.copyOf(compartments);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file.
   *
   * @param file {@code gateway.yaml}; paths in it are relative to its directory
   * @param profiles the device models to choose from; the file may add a directory of its own
   * @param classes the product classes to choose from; the file may add some of its own
   * @param secrets finds the secrets that the file names
   * @return the configuration
   * @throws ConfigurationException with all mistakes
   */
  public static GatewayConfiguration read(
      Path file, DeviceProfiles profiles, ProductClasses classes, Secrets secrets) {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    return new GatewayReader(profiles, classes, secrets, directory).read(YamlDocument.read(file));
  }

  /**
   * Reads a text.
   *
   * @param name what mistakes call it
   * @param text the document
   * @param profiles the device models to choose from
   * @param classes the product classes to choose from
   * @param secrets finds the secrets that the text names
   * @return the configuration; paths in it are relative to where the process runs
   * @throws ConfigurationException with all mistakes
   */
  public static GatewayConfiguration parse(
      String name, String text, DeviceProfiles profiles, ProductClasses classes, Secrets secrets) {
    return new GatewayReader(profiles, classes, secrets, Path.of(""))
        .read(YamlDocument.parse(name, text));
  }
}
