package io.coldshelf.profile;

import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.YamlDocument;
import io.coldshelf.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The catalogue of product classes. Engineering input, not legal advice. */
public final class ProductClasses {

  private final Supplier<Map<String, ProductClass>> reading;
  private @Nullable Map<String, ProductClass> read;

  private ProductClasses(Supplier<Map<String, ProductClass>> reading) {
    this.reading = reading;
  }

  /**
   * The classes that come with the program, read when somebody asks for one.
   *
   * @return the catalogue
   */
  public static ProductClasses builtIn() {
    return new ProductClasses(() -> classes(Resources.yaml("classes/product-classes.yaml")));
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
    Map<String, ProductClass> all = new LinkedHashMap<>(byName());
    all.putAll(classes(YamlDocument.read(file)));
    return new ProductClasses(() -> all);
  }

  /**
   * Finds a class.
   *
   * @param name {@code chilled-milk}
   * @return the class, if it is known
   */
  public Optional<ProductClass> find(String name) {
    return Optional.ofNullable(byName().get(name));
  }

  /**
   * All classes.
   *
   * @return by name, in the order of the file
   */
  public synchronized Map<String, ProductClass> byName() {
    Map<String, ProductClass> classes = read;
    if (classes == null) {
      classes = Collections.unmodifiableMap(reading.get());
      read = classes;
    }
    return classes;
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
