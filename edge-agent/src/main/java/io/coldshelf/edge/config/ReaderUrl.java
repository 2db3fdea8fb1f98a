package io.coldshelf.edge.config;

import java.util.Set;

/** What may be written in the connection of a reader of tags, besides how its line is set. */
final class ReaderUrl {

  private ReaderUrl() {}

  /** The options' names; none for a protocol that is no such reader's. */
  static Set<String> options(String protocol) {
    return switch (protocol) {
      case "llrp" -> Set.of("antennas", "population", "power", "session", "version");
      case "magicrf", "mercury" -> Set.of("antennas", "power", "region");
      case "r2000" -> Set.of("address", "antennas", "power", "region");
      case "uhfreader" -> Set.of("address", "antennas", "model", "power", "region");
      default -> Set.of();
    };
  }
}
