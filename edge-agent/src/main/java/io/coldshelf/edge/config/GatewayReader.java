package io.coldshelf.edge.config;

import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlDocument;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the whole of {@code gateway.yaml}, devices first since all else refers to them. */
final class GatewayReader {

  private final DeviceProfiles profiles;
  private final ProductClasses classes;
  private final Secrets secrets;
  private final Path directory;

  GatewayReader(DeviceProfiles profiles, ProductClasses classes, Secrets secrets, Path directory) {
    this.profiles = profiles;
    this.classes = classes;
    this.secrets = secrets;
    this.directory = directory;
  }

  GatewayConfiguration read(YamlDocument document) {
    YamlMapping root = document.root();
    String gateway = root.required("gateway").name();
    Site site = site(root.required("site").mapping());
    Devices devices = new Devices();
    List<DeviceEntry> entries =
        new DeviceReader(
                profiles(root.optional("profiles")), devices, new AccessReader(secrets, directory))
            .read(root.required("devices").mapping());
    List<Shelf> shelves =
        mapping(root.optional("shelves")).map(new ShelfReader(devices)::read).orElse(List.of());
    CompartmentReader compartments =
        new CompartmentReader(
            classes(root.optional("classes")),
            devices,
            shelves.stream().map(Shelf::name).collect(Collectors.toSet()));
    List<Compartment> cold =
        mapping(root.optional("compartments")).map(compartments::read).orElse(List.of());
    Optional<Uplink> uplink =
        mapping(root.optional("uplink")).map(new UplinkReader(secrets, directory)::read);
    LocalSettings local =
        new LocalReader(secrets, directory).read(root.optional("local"), root.optional("data"));
    JournalSettings journal = JournalReader.read(root.optional("journal"));
    document.check();
    return new GatewayConfiguration(
        gateway, site, entries, shelves, cold, uplink, journal, local, document.warnings());
  }

  private static Optional<YamlMapping> mapping(YamlValue value) {
    return value.isWritten() ? Optional.of(value.mapping()) : Optional.empty();
  }

  private DeviceProfiles profiles(YamlValue value) {
    return value.isWritten() ? path(value).map(profiles::with).orElse(profiles) : profiles;
  }

  private ProductClasses classes(YamlValue value) {
    return value.isWritten() ? path(value).map(classes::with).orElse(classes) : classes;
  }

  private Optional<Path> path(YamlValue value) {
    return value.parsed(text -> directory.resolve(text), "write a path");
  }

  private static Site site(YamlMapping site) {
    String id = site.required("id").name();
    YamlValue gln = site.optional("gln");
    return new Site(
        id,
        site.optional("name").textOr(id),
        gln.isWritten()
            ? gln.parsed(Gs1::gln, "check it, and write it in quotes")
            : Optional.empty(),
        timezone(site.optional("timezone")));
  }

  private static ZoneId timezone(YamlValue value) {
    if (!value.isWritten()) {
      return ZoneOffset.UTC;
    }
    String name = value.text();
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    value.mistake(
        "there is no time zone '" + name + "'",
        Nearest.to(name, ZoneId.getAvailableZoneIds())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("write for example Asia/Shanghai"));
    return ZoneOffset.UTC;
  }
}
