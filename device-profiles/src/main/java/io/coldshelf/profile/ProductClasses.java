package io.coldshelf.profile;

import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.YamlDocument;
import io.coldshelf.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of product classes. Engineering input, not legal advice: each class says where it
 * comes from, and whoever answers for the goods decides whether it is the right one.
 */
public final class ProductClasses {

  static final List<String> BUILT_IN =
      List.of(
          "chilled-milk",
          "cn-chilled",
          "cn-frozen",
          "cn-medicine",
          "cn-medicine-transport",
          "cn-medicine-room",
          "eu-quick-frozen",
          "eu-quick-frozen-transport",
          "eu-quick-frozen-display",
          "eu-meat",
          "eu-poultry",
          "eu-offal",
          "eu-minced-meat",
          "eu-fish",
          "atp-ice-cream",
          "atp-frozen",
          "atp-frozen-other",
          "atp-butter",
          "us-tcs",
          "us-tcs-4h",
          "us-tcs-6h",
          "who-vaccine-fridge",
          "who-vaccine-shipping-1",
          "who-vaccine-shipping-2",
          "us-vaccine-fridge",
          "us-vaccine-freezer",
          "usp-cold",
          "usp-room",
          "eu-red-cells",
          "eu-red-cells-transport");

  private final Map<String, ProductClass> byName;

  private ProductClasses(Map<String, ProductClass> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * The classes that come with the program; each is read when it is first asked for.
   *
   * @return the catalogue
   */
  public static ProductClasses builtIn() {
    return new ProductClasses(new OnDemand<>(BUILT_IN, ProductClasses::builtIn));
  }

  private static ProductClass builtIn(String name) {
    return Optional.ofNullable(classes(Resources.yaml("classes/" + name + ".yaml")).get(name))
        .orElseThrow(() -> new IllegalStateException("the file of " + name + " holds another"));
  }

  /**
   * This catalogue and the classes of a file. One of the same name takes the place of the one in
   * this catalogue.
   *
   * @param file YAML
   * @return the larger catalogue
   * @throws ConfigurationException with all mistakes
   */
  public ProductClasses with(Path file) {
    Map<String, ProductClass> all = new LinkedHashMap<>(byName);
    all.putAll(classes(YamlDocument.read(file)));
    return new ProductClasses(all);
  }

  /**
   * Finds a class.
   *
   * @param name {@code chilled-milk}
   * @return the class, if it is known
   */
  public Optional<ProductClass> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * All classes.
   *
   * @return by name, those that come with the program first
   */
  public Map<String, ProductClass> byName() {
    return byName;
  }

  static Map<String, ProductClass> classes(YamlDocument document) {
    Map<String, ProductClass> classes = new LinkedHashMap<>();
    for (YamlMapping.Entry entry : document.root().required("classes").mapping().entries()) {
      String name = entry.name().name();
      classes.put(name, ProductClassReader.catalogued(name, entry.value().mapping()));
    }
    document.check();
    return classes;
  }
}
