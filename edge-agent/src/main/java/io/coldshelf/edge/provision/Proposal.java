package io.coldshelf.edge.provision;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes what was found as the part {@code devices} of a configuration. */
public final class Proposal {

  private Proposal() {}

  /**
   * Writes it. A device of which no profile is known is written as a comment, so that the rest can
   * be used as it is.
   *
   * @param found what was found
   * @return YAML; empty where nothing was
   */
  public static String yaml(List<Found> found) {
    if (found.isEmpty()) {
      return "";
    }
    boolean anyKnown = found.stream().anyMatch(each -> !each.profiles().isEmpty());
    StringBuilder yaml = new StringBuilder(anyKnown ? "devices:\n" : "# devices:\n");
    Set<String> names = new HashSet<>();
    for (Found each : found) {
      String name = unique(each.name(), names);
      boolean known = !each.profiles().isEmpty();
      if (each.profiles().size() > 1) {
        yaml.append("  # or ")
            .append(String.join(", ", each.profiles().subList(1, each.profiles().size())))
            .append('\n');
      }
      if (!each.perhaps().isEmpty()) {
        yaml.append("  # perhaps ").append(String.join(", ", each.perhaps())).append('\n');
      }
      yaml.append(known ? "  " : "  # ")
          .append(name)
          .append(": {profile: ")
          .append(known ? each.profiles().getFirst() : "YOURS")
          .append(", connect: \"")
          .append(each.connect())
          .append("\"}\n");
    }
    return yaml.toString();
  }

  private static String unique(String name, Set<String> names) {
    String plain = name.replaceAll("[^A-Za-z0-9_.-]", "-");
    String unique = plain;
    for (int i = 2; !names.add(unique); i++) {
      unique = plain + "-" + i;
    }
    return unique;
  }
}
