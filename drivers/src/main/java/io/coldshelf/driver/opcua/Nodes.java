package io.coldshelf.driver.opcua;

import io.coldshelf.profile.OpcUaNode;
import io.coldshelf.profile.OpcUaNode.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathTarget;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.jspecify.annotations.Nullable;

/** Finds the nodes of a device in the server of a session, whose namespaces have its numbers. */
final class Nodes {

  private final Session session;
  private final Endpoint endpoint;
  private final NamespaceTable namespaces;

  Nodes(Session session, Endpoint endpoint) {
    this.session = session;
    this.endpoint = endpoint;
    this.namespaces = session.client().getNamespaceTable();
  }

  /**
   * The node of an id with its namespace by URI; nothing where the server has no such namespace.
   */
  Optional<NodeId> byId(OpcUaNode.Id id) {
    try {
      return ExpandedNodeId.parse(id.text()).toNodeId(namespaces);
    } catch (UaRuntimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The number of a namespace in this session. */
  Optional<UShort> namespace(String uri) {
    return Optional.ofNullable(namespaces.getIndex(uri));
  }

  /** Those that the server has, of those that are looked for. */
  Map<OpcUaNode.Where, NodeId> find(NodeId object, List<OpcUaNode.Where> wanted)
      throws ServerException, InterruptedException {
    Map<OpcUaNode.Where, NodeId> found = new HashMap<>();
    List<OpcUaNode.Path> paths = new ArrayList<>();
    List<BrowsePath> asked = new ArrayList<>();
    for (OpcUaNode.Where where : wanted) {
      switch (where) {
        case OpcUaNode.Id id -> byId(id).ifPresent(node -> found.put(id, node));
        case OpcUaNode.Path path ->
            relative(path.names())
                .ifPresent(relative -> {
                  paths.add(path);
                  asked.add(new BrowsePath(object, relative));
                });
      }
    }
    if (!asked.isEmpty()) {
      @Nullable BrowsePathResult[] results =
          session.await(session.client().translateBrowsePathsAsync(asked), endpoint).getResults();
      for (int i = 0; results != null && i < Math.min(results.length, paths.size()); i++) {
        OpcUaNode.Path path = paths.get(i);
        target(results[i]).ifPresent(node -> found.put(path, node));
      }
    }
    return found;
  }

  private Optional<RelativePath> relative(List<Name> names) {
    List<RelativePathElement> elements = new ArrayList<>();
    for (Name name : names) {
      Optional<UShort> index =
          name.namespace().map(this::namespace).orElse(Optional.of(UShort.MIN));
      if (index.isEmpty()) {
        return Optional.empty();
      }
      elements.add(
          new RelativePathElement(
              NodeIds.HierarchicalReferences,
              false,
              true,
              new QualifiedName(index.get(), name.name())));
    }
    return Optional.of(new RelativePath(elements.toArray(RelativePathElement[]::new)));
  }

  /** Of several the first; one in another server is none. */
  private Optional<NodeId> target(@Nullable BrowsePathResult result) {
    if (result == null) {
      return Optional.empty();
    }
    BrowsePathTarget[] targets = result.getTargets();
    if (!result.getStatusCode().isGood() || targets == null || targets.length == 0) {
      return Optional.empty();
    }
    return targets[0].getTargetId().toNodeId(namespaces);
  }
}
