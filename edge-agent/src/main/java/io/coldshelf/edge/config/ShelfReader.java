package io.coldshelf.edge.config;

import io.coldshelf.edge.config.Shelf.Antenna;
import io.coldshelf.model.PointId;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code shelves}. */
final class ShelfReader {

  private static final int MAX_CAPACITY = 100_000;
  private static final double MAX_ITEM_KG = 1000;

  private final Devices devices;
  private final List<Shelf> shelves = new ArrayList<>();
  private final Map<PointId, String> scales = new HashMap<>();
  private final Map<String, String> antennas = new HashMap<>();

  ShelfReader(Devices devices) {
    this.devices = devices;
  }

  List<Shelf> read(YamlMapping mapping) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      String name = entry.name().name();
      if (devices.has(name)) {
        entry
            .name()
            .mistake(
                "the shelf '" + name + "' has the name of a device",
                "rename one of the two: '" + name + "/stock' is the shelf's own point");
      }
      read(name, entry.value());
    }
    return shelves;
  }

  private void read(String name, YamlValue value) {
    YamlMapping shelf = value.mapping();
    ShelfProduct product = product(shelf.required("product").mapping());
    YamlValue capacity = shelf.required("capacity");
    int holds = (int) capacity.integer(1, MAX_CAPACITY);
    YamlValue lowAt = shelf.optional("lowAt");
    int low = lowAt.isWritten() ? (int) lowAt.integer(0, MAX_CAPACITY) : 0;
    if (capacity.isUsable() && low > holds) {
      lowAt.mistake(
          "'lowAt' of " + name + " is " + low + ", more than its capacity of " + holds,
          "write how many items are few, for example " + Math.max(1, holds / 4));
    }
    YamlValue rfid = shelf.optional("rfid");
    YamlValue weight = shelf.optional("weight");
    Shelf read =
        new Shelf(
            name,
            product,
            holds,
            low,
            all(rfid, devices::antenna, antenna -> claim(name, product, antenna)),
            all(weight, scale -> devices.point(scale, "kg"), scale -> claim(name, scale)));
    checkWatched(value, read, rfid.isWritten() || weight.isWritten());
    if (weight.isWritten() && product.itemWeightKg().isEmpty()) {
      weight.mistake(
          "a scale counts nothing without the weight of an item",
          "add 'itemWeight: 1.03 kg' to the product");
    }
    shelves.add(read);
  }

  private static ShelfProduct product(YamlMapping product) {
    YamlValue weight = product.optional("itemWeight");
    OptionalDouble kilograms = OptionalDouble.empty();
    if (weight.isWritten()) {
      double written = weight.kilograms();
      kilograms = OptionalDouble.of(written);
      if (!(written > 0) || written > MAX_ITEM_KG) {
        weight.mistake("no item weighs " + written + " kg", "write for example 1.03 kg");
      }
    }
    YamlValue name = product.optional("name");
    String gtin =
        product
            .required("gtin")
            .parsed(Gs1::gtin, "check it against the pack, and write it in quotes")
            .orElse("");
    return new ShelfProduct(gtin, name.textOr(gtin), kilograms);
  }

  private static void checkWatched(YamlValue value, Shelf shelf, boolean written) {
    if (!written && shelf.antennas().isEmpty() && shelf.weight().isEmpty()) {
      value.mistake(
          "nothing watches the shelf '" + shelf.name() + "'",
          "add 'rfid: [reader/antenna]' or 'weight: [device/point]'");
    }
  }

  /** Gives the reason why something cannot be this shelf's. */
  private interface Claim<T> extends Function<T, Optional<String>> {}

  private static <T> List<T> all(
      YamlValue value, Function<YamlValue, Optional<T>> reader, Claim<T> claim) {
    List<T> all = new ArrayList<>();
    if (value.isWritten()) {
      for (YamlValue element : value.list()) {
        Optional<T> read = reader.apply(element);
        read.flatMap(claim)
            .ifPresent(reason -> element.mistake(reason, "remove it from one of the two"));
        read.ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<String> claim(String shelf, PointId scale) {
    return taken(scale.toString(), scales.putIfAbsent(scale, shelf));
  }

  /** Two products on one antenna can be told apart by their tags; one product cannot. */
  private Optional<String> claim(String shelf, ShelfProduct product, Antenna antenna) {
    return taken(antenna.toString(), antennas.putIfAbsent(antenna + " " + product.gtin(), shelf));
  }

  private static Optional<String> taken(String what, @Nullable String by) {
    return Optional.ofNullable(by).map(shelf -> "'" + what + "' already watches '" + shelf + "'");
  }
}
