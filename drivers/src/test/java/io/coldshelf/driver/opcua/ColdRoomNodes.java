package io.coldshelf.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The controller's nodes: tenths of a degree, as controllers have them, and a door. */
final class ColdRoomNodes extends ManagedNamespaceWithLifecycle {

  static final String NAMESPACE = "http://maker.example/cold";

  private final SubscriptionModel sampling;
  private final UaVariableNode air;
  private final UaVariableNode door;

  ColdRoomNodes(OpcUaServer server) {
    super(server, NAMESPACE);
    this.sampling = new SubscriptionModel(server, this);
    getLifecycleManager().addLifecycle(sampling);
    UaObjectNode room =
        new UaObjectNode(
            getNodeContext(),
            newNodeId("Room1"),
            newQualifiedName("Room1"),
            LocalizedText.english("Room1"),
            LocalizedText.NULL_VALUE,
            uint(0),
            uint(0),
            ubyte(0));
    room.addReference(
        new Reference(
            room.getNodeId(),
            NodeIds.Organizes,
            NodeIds.ObjectsFolder.expanded(),
            Reference.Direction.INVERSE));
    getNodeManager().addNode(room);
    air = variable(room, "Air", NodeIds.Int16);
    door = variable(room, "Door", NodeIds.Boolean);
  }

  private UaVariableNode variable(UaObjectNode parent, String name, NodeId type) {
    UaVariableNode node =
        new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
            .setNodeId(newNodeId("Room1." + name))
            .setAccessLevel(AccessLevel.READ_ONLY)
            .setUserAccessLevel(AccessLevel.READ_ONLY)
            .setBrowseName(newQualifiedName(name))
            .setDisplayName(LocalizedText.english(name))
            .setDataType(type)
            .setTypeDefinition(NodeIds.BaseDataVariableType)
            .build();
    getNodeManager().addNode(node);
    parent.addComponent(node);
    return node;
  }

  void air(double celsius, StatusCode status) {
    air.setValue(new DataValue(new Variant((short) Math.round(celsius * 10)), status));
  }

  void door(boolean open) {
    door.setValue(new DataValue(new Variant(open)));
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    sampling.onDataItemsCreated(items);
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {
    sampling.onDataItemsModified(items);
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    sampling.onDataItemsDeleted(items);
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {
    sampling.onMonitoringModeChanged(items);
  }
}
