package io.coldshelf.driver.opcua;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.driver.opcua.ScanResults.Scanned;
import io.coldshelf.driver.opcua.ScanResults.Sight;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.OpcUaNode;
import io.coldshelf.profile.OpcUaNode.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.milo.opcua.sdk.client.subscriptions.EventFilterBuilder;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.jspecify.annotations.Nullable;

/**
 * A reader of tags that scans by itself, by the companion specification AutoID 1.01 (OPC 30010):
 * its scan events, or where it has none its variables of the last scan, which tell one tag a second
 * at most. It is neither started nor stopped: somebody has set it to scan for a reason.
 */
final class AutoIdReader extends ServedDevice {

  private static final String AUTO_ID = "http://opcfoundation.org/UA/AutoID/";

  /** RfidScanEventType. */
  private static final int SCAN_EVENT = 1006;

  /** More than the longest pause within one scan is a clock that was set, not a delay. */
  private static final long LONGEST_SCAN_MILLIS = 3_600_000;

  private static final long FOREVER = Long.MAX_VALUE / 2;

  AutoIdReader(DeviceSetup setup, Server server) {
    super(setup, server);
    if (!hasObject()) {
      throw new IllegalArgumentException(
          "'"
              + setup.connection().url()
              + "' does not say which node the reader is; add"
              + " ?object=nsu=URI;s=…");
    }
  }

  @Override
  Fault converse(Session session, Sink sink) throws ServerException, InterruptedException {
    Nodes nodes = new Nodes(session, endpoint());
    Optional<UShort> autoId = nodes.namespace(AUTO_ID);
    if (autoId.isEmpty()) {
      return ServerException.refused(
          "The server at " + endpoint().place() + " does not know AutoID readers.",
          "Map its nodes with a profile of the protocol opc-ua, or check the address.");
    }
    NodeId reader = object(nodes);
    try (Subscription subscription = Subscription.begin(session, endpoint(), mailbox())) {
      boolean tellsEvents = subscription.events(reader, filter(autoId.get())).isGood();
      List<NodeId> last = tellsEvents ? List.of() : lastScan(nodes, reader);
      if (!tellsEvents
          && (last.isEmpty()
              || subscription.values(last.subList(0, 1)).stream().noneMatch(s -> s.isGood()))) {
        return ServerException.refused(
            "The node that is said to be a reader at %s tells neither scans nor the last one."
                .formatted(endpoint().place()),
            "Check the object in 'connect': it is the reader itself, an RfidReaderDeviceType.");
      }
      sink.accept(DeviceState.online(setup().name(), now()));
      Scans scans = new Scans(session, sink, last);
      while (true) {
        Optional<Fault> fault = next(sink, FOREVER, scans);
        if (fault.isPresent()) {
          return fault.get();
        }
      }
    }
  }

  private static EventFilter filter(UShort autoId) {
    return new EventFilterBuilder()
        .select(NodeIds.BaseEventType, new QualifiedName(0, "EventType"))
        .select(new NodeId(autoId, SCAN_EVENT), new QualifiedName(autoId, "ScanResult"))
        .build();
  }

  /** When, what, where and how strong; empty where the reader has not the first two. */
  private List<NodeId> lastScan(Nodes nodes, NodeId reader)
      throws ServerException, InterruptedException {
    List<OpcUaNode.Where> wanted = new ArrayList<>();
    for (String name :
        List.of("LastScanTimestamp", "LastScanData", "LastScanAntenna", "LastScanRSSI")) {
      wanted.add(new OpcUaNode.Path(List.of(new Name(Optional.of(AUTO_ID), name))));
    }
    Map<OpcUaNode.Where, NodeId> found = nodes.find(reader, wanted);
    return found.containsKey(wanted.get(0)) && found.containsKey(wanted.get(1))
        ? wanted.stream().map(where -> found.getOrDefault(where, NodeId.NULL_VALUE)).toList()
        : List.of();
  }

  /** For the life of one session. */
  private final class Scans implements Taking {
    private final Session session;
    private final Sink sink;
    private final List<NodeId> last;

    Scans(Session session, Sink sink, List<NodeId> last) {
      this.session = session;
      this.sink = sink;
      this.last = last;
    }

    @Override
    public void happened(Notice.Happened happened) {
      List<Variant> fields = happened.fields();
      if (fields.size() < 2) {
        return;
      }
      if (NodeIds.EventQueueOverflowEventType.equals(fields.get(0).value())) {
        sink.accept(gap(0, "The server had more scans to tell than it keeps; some are lost."));
      } else if (fields.get(1).value() instanceof ExtensionObject[] results) {
        int unread = 0;
        for (ExtensionObject result : results) {
          Optional<Scanned> scanned = read(result);
          scanned.ifPresent(this::tell);
          unread += scanned.isPresent() ? 0 : 1;
        }
        if (unread > 0) {
          sink.accept(
              gap(unread, unread + " scan results were no EPCs, or of a form that is not known."));
        }
      }
    }

    private Optional<Scanned> read(ExtensionObject result) {
      return result.getBody() instanceof ByteString body
          ? ScanResults.read(body, session.client().getStaticEncodingContext())
          : Optional.empty();
    }

    private void tell(Scanned scanned) {
      if (scanned.sightings().isEmpty()) {
        report(1, scanned.epc(), now(), OptionalInt.empty());
      }
      for (Sight sight : scanned.sightings()) {
        report(
            sight.antenna(),
            scanned.epc(),
            now() - before(sight.time(), scanned.time()),
            ScanResults.dbm(sight.strength()));
      }
    }

    /** The reader's clock is of use only to tell how long before the end of its scan it was. */
    private static long before(DateTime sight, DateTime end) {
      long millis = end.getJavaTime() - sight.getJavaTime();
      return millis >= 0 && millis <= LONGEST_SCAN_MILLIS ? millis : 0;
    }

    /** A reader without antennas of its own counts them from 0. */
    private void report(int antenna, Epc epc, long timeMillis, OptionalInt dbm) {
      sink.accept(
          new TagReport(setup().name(), Math.max(1, antenna), epc, timeMillis, timeMillis, 1, dbm));
    }

    @Override
    public void changed(Notice.Changed changed) throws ServerException, InterruptedException {
      if (!changed.value().statusCode().isGood() || changed.value().value().isNull()) {
        return; // Nothing was scanned yet.
      }
      List<NodeId> there = last.stream().filter(NodeId::isNotNull).toList();
      List<DataValue> values =
          session.await(
              session.client().readValuesAsync(0, TimestampsToReturn.Neither, there), endpoint());
      Optional<Epc> epc = lastEpc(values.get(1).value().value());
      if (epc.isPresent()) {
        report(
            number(there, values, 2).orElse(1),
            epc.get(),
            now(),
            ScanResults.dbm(number(there, values, 3).orElse(0)));
      }
    }

    private OptionalInt number(List<NodeId> there, List<DataValue> values, int which) {
      int at = there.indexOf(last.get(which));
      return at >= 0
              && values.get(at).statusCode().isGood()
              && values.get(at).value().value() instanceof Number number
          ? OptionalInt.of(number.intValue())
          : OptionalInt.empty();
    }

    private static Optional<Epc> lastEpc(@Nullable Object value) {
      return switch (value) {
        case ByteString bytes when bytes.bytes() != null && bytes.bytes().length > 0 ->
            Optional.of(Epc.of(bytes.bytesOrEmpty()));
        case String text -> ScanResults.epc(text);
        case null, default -> Optional.empty();
      };
    }
  }
}
