package io.coldshelf.edge.config;

import io.coldshelf.model.PointId;
import io.coldshelf.profile.ProductClass;
import io.coldshelf.profile.ProductClassReader;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code compartments}. */
final class CompartmentReader {

  private static final String CELSIUS = "Cel";
  private static final String SWITCH = "";

  private final ProductClasses catalogue;
  private final Devices devices;
  private final Set<String> shelves;

  CompartmentReader(ProductClasses catalogue, Devices devices, Set<String> shelves) {
    this.catalogue = catalogue;
    this.devices = devices;
    this.shelves = shelves;
  }

  List<Compartment> read(YamlMapping mapping) {
    List<Compartment> compartments = new ArrayList<>();
    for (YamlMapping.Entry entry : mapping.entries()) {
      String name = entry.name().name();
      if (shelves.contains(name)) {
        entry
            .name()
            .mistake(
                "the compartment '" + name + "' has the name of a shelf",
                "rename one of the two: events name their subject by it");
      }
      read(name, entry.value().mapping()).ifPresent(compartments::add);
    }
    return compartments;
  }

  private Optional<Compartment> read(String name, YamlMapping compartment) {
    Optional<ProductClass> productClass = productClass(name, compartment.required("class"));
    List<PointId> probes = probes(compartment.required("probes"));
    Optional<PointId> door = door(compartment.optional("door"));
    return productClass.map(found -> new Compartment(name, found, probes, door));
  }

  private Optional<ProductClass> productClass(String name, YamlValue value) {
    return value.isMapping()
        ? Optional.of(ProductClassReader.writtenOut(name, value.mapping()))
        : value.named("product class", catalogue.byName());
  }

  private List<PointId> probes(YamlValue value) {
    List<YamlValue> written = value.list();
    if (written.isEmpty()) {
      value.mistake(
          value.where() + " is empty", "name a temperature, for example case-probe/temperature");
    }
    List<PointId> probes = new ArrayList<>();
    for (YamlValue element : written) {
      Optional<PointId> probe = devices.point(element, CELSIUS);
      if (probe.isPresent() && probes.contains(probe.get())) {
        element.mistake("'" + probe.get() + "' stands twice", "remove one of the two");
      }
      probe.ifPresent(probes::add);
    }
    return probes;
  }

  /** A door without a contact is seen in the temperature, so an unknown one stops nobody. */
  private Optional<PointId> door(YamlValue value) {
    if (!value.isWritten()) {
      return Optional.empty();
    }
    Optional<PointId> written = devices.written(value);
    if (written.isPresent() && !devices.has(written.get().device())) {
      value.warning(
          "there is no device '" + written.get().device() + "' for " + value.where(),
          "add it to 'devices', or remove 'door': openings are then told by the temperature alone");
      return written;
    }
    return written.flatMap(point -> devices.point(value, SWITCH));
  }
}
