package io.coldshelf.profile;

import io.coldshelf.profile.OpcUaNode.Name;
import io.coldshelf.profile.OpcUaNode.Where;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads in which node of an OPC UA server a point is. */
final class NodeReader {

  private static final int MAX_NAMES = 16;

  private NodeReader() {}

  static Optional<PointSource> node(YamlMapping node) {
    Linear linear = Linear.of(node);
    return where(node).map(where -> new OpcUaNode(where, linear));
  }

  private static Optional<Where> where(YamlMapping node) {
    YamlValue path = node.optional("path");
    if (!path.isWritten()) {
      return node.required("id")
          .parsed(OpcUaNode.Id::new, "write for example nsu=http://maker.example/cold;s=Case1.Air")
          .map(Where.class::cast);
    }
    node.optional("id")
        .mistake("a node is named by its id or by a path, not by both", "remove one of them");
    List<Name> names = new ArrayList<>();
    for (YamlValue name : path.list()) {
      name.parsed(Name::parse, "write for example nsu=http://opcfoundation.org/UA/Scales;Gross")
          .ifPresent(names::add);
    }
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      path.mistake("a path has 1 to " + MAX_NAMES + " names", "name the nodes on the way");
      return Optional.empty();
    }
    return Optional.of(new OpcUaNode.Path(names));
  }
}
