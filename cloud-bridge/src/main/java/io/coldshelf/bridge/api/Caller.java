package io.coldshelf.bridge.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param name for the log
 * @param role what they may do
 * @param sites the sites that they see; empty for all
 */
record Caller(String name, Role role, List<String> sites) {

  /** Somebody on this machine, where nobody else can come in. */
  static final Caller LOCAL = new Caller("local", Role.ADMIN, List.of());

  boolean sees(String site) {
    return sites.isEmpty() || sites.contains(site);
  }

  /** For the store: a JSON array, or nothing for all. */
  Optional<String> visible() {
    if (sites.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    sites.forEach(array::add);
    return Optional.of(array.toString());
  }

  void mustAcknowledge() {
    if (!role.mayAcknowledge()) {
      throw Problem.forbidden("acknowledging takes the role store, logistics or admin");
    }
  }

  void mustAdminister() {
    if (!role.mayAdminister()) {
      throw Problem.forbidden("this takes the role admin");
    }
  }
}
