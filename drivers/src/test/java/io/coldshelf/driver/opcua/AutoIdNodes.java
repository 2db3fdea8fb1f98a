package io.coldshelf.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import io.coldshelf.model.Epc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.EventItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** A reader of tags as AutoID 1.01 has it (OPC 30010), as far as its scan events go. */
final class AutoIdNodes extends ManagedNamespaceWithLifecycle {

  /** RfidScanEventType, and its field (NodeIds.csv of the specification). */
  private static final int SCAN_EVENT = 1006;

  private static final int SCAN_RESULT = 6042;
  private static final int RFID_SCAN_RESULT_TYPE = 3007;
  private static final int RFID_SCAN_RESULT_BINARY = 5011;
  private static final int EPC_OF_SCAN_DATA = 3;
  private static final int GROWTH = 64;

  private final UaObjectNode reader;

  AutoIdNodes(OpcUaServer server) {
    super(server, "http://opcfoundation.org/UA/AutoID/");
    UaObjectTypeNode scanEvent =
        UaObjectTypeNode.builder(getNodeContext())
            .setNodeId(newNodeId(SCAN_EVENT))
            .setBrowseName(newQualifiedName("RfidScanEventType"))
            .setDisplayName(LocalizedText.english("RfidScanEventType"))
            .setIsAbstract(false)
            .build();
    scanEvent.addReference(
        new Reference(
            scanEvent.getNodeId(),
            NodeIds.HasSubtype,
            NodeIds.BaseEventType.expanded(),
            Reference.Direction.INVERSE));
    getNodeManager().addNode(scanEvent);
    UaVariableNode result =
        new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
            .setNodeId(newNodeId(SCAN_RESULT))
            .setBrowseName(newQualifiedName("ScanResult"))
            .setDisplayName(LocalizedText.english("ScanResult"))
            .setDataType(newNodeId(RFID_SCAN_RESULT_TYPE))
            .setValueRank(1)
            .setTypeDefinition(NodeIds.BaseDataVariableType)
            .build();
    result.addReference(
        new Reference(
            result.getNodeId(),
            NodeIds.HasModellingRule,
            NodeIds.ModellingRule_Mandatory.expanded(),
            true));
    getNodeManager().addNode(result);
    scanEvent.addComponent(result);
    getServer()
        .getObjectTypeManager()
        .registerObjectType(scanEvent.getNodeId(), BaseEventTypeNode.class, BaseEventTypeNode::new);
    reader =
        new UaObjectNode(
            getNodeContext(),
            newNodeId("Reader1"),
            newQualifiedName("Reader1"),
            LocalizedText.english("Reader1"),
            LocalizedText.NULL_VALUE,
            uint(0),
            uint(0),
            ubyte(1));
    reader.addReference(
        new Reference(
            reader.getNodeId(),
            NodeIds.Organizes,
            NodeIds.ObjectsFolder.expanded(),
            Reference.Direction.INVERSE));
    getNodeManager().addNode(reader);
  }

  void scan(Epc epc, int antenna, int dbm) {
    try {
      NodeId id = newNodeId(UUID.randomUUID());
      BaseEventTypeNode event =
          getServer().getEventFactory().createEvent(id, newNodeId(SCAN_EVENT));
      event.setBrowseName(newQualifiedName("scan"));
      event.setDisplayName(LocalizedText.english("scan"));
      event.setEventId(ByteString.of(id.toString().getBytes(StandardCharsets.UTF_8)));
      event.setEventType(newNodeId(SCAN_EVENT));
      event.setSourceNode(reader.getNodeId());
      event.setSourceName("Reader1");
      event.setTime(DateTime.now());
      event.setMessage(LocalizedText.english("scan"));
      event.setSeverity(ushort(1));
      ExtensionObject[] results = {
        ExtensionObject.of(
            ByteString.of(result(epc, antenna, dbm, DateTime.now())),
            newNodeId(RFID_SCAN_RESULT_BINARY))
      };
      event.getComponentNodes().stream()
          .filter(UaVariableNode.class::isInstance)
          .map(UaVariableNode.class::cast)
          .forEach(field -> field.setValue(new DataValue(new Variant(results))));
      getServer().getEventNotifier().fire(event);
      event.delete();
    } catch (UaException e) {
      throw new IllegalStateException("an event of a type that is there", e);
    }
  }

  /** By hand: OPC 10000-6, 5.2.2 and 5.2.6, of the structure RfidScanResult. */
  private static byte[] result(Epc epc, int antenna, int dbm, DateTime time) {
    byte[] code = HexFormat.of().parseHex(epc.toString());
    byte[] type = "EPC".getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(2 * GROWTH + code.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0); // no location
    bytes.putInt(type.length).put(type);
    bytes.putInt(EPC_OF_SCAN_DATA);
    bytes.putShort((short) ((code.length / 2) << 11)); // the control word: the length in words
    bytes.putInt(code.length).put(code);
    bytes.putShort((short) 0).putShort((short) 0);
    bytes.putLong(time.getUtcTime());
    bytes.putInt(1).putInt(antenna).putInt(dbm).putLong(time.getUtcTime()).putInt(0);
    byte[] result = new byte[bytes.position()];
    bytes.flip().get(result);
    return result;
  }

  @Override
  public void onEventItemsCreated(List<EventItem> items) {
    items.forEach(getServer().getEventNotifier()::register);
  }

  @Override
  public void onEventItemsDeleted(List<EventItem> items) {
    items.forEach(getServer().getEventNotifier()::unregister);
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {}

  @Override
  public void onDataItemsModified(List<DataItem> items) {}

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {}

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {}
}
