package io.coldshelf.driver.opcua;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.OpcUaNode;
import io.coldshelf.profile.PointProfile;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;

/**
 * A device whose points are nodes. All are read at the device's interval, so that one that stands
 * still is known to live; what is on or off is subscribed to besides, so that a door is told of
 * within a second and not at the next interval.
 */
final class NodeDevice extends ServedDevice {

  private static final System.Logger LOG = System.getLogger(NodeDevice.class.getName());

  /** Small servers take no more in one request. */
  private static final int MOST_PER_READ = 100;

  private final List<Watched> points;
  private final long everyMillis;

  NodeDevice(DeviceSetup setup, Server server) {
    super(setup, server);
    this.points = setup.profile().points().stream().map(point -> watched(setup, point)).toList();
    this.everyMillis = setup.profile().every().orElseThrow().toMillis();
  }

  /** A point, and where it is. */
  private record Watched(PointId id, PointProfile point, OpcUaNode node) {

    boolean isOnOrOff() {
      return point.unit().isEmpty();
    }
  }

  private static Watched watched(DeviceSetup setup, PointProfile point) {
    if (point.source().orElse(null) instanceof OpcUaNode node) {
      return new Watched(new PointId(setup.name(), point.name()), point, node);
    }
    throw new IllegalArgumentException(
        "point '" + point.name() + "' of '" + setup.profile().name() + "' names no node");
  }

  /** A point that the server has. */
  private record Found(Watched watched, NodeId node) {}

  @Override
  Fault converse(Session session, Sink sink) throws ServerException, InterruptedException {
    Nodes nodes = new Nodes(session, endpoint());
    Map<OpcUaNode.Where, NodeId> known =
        nodes.find(object(nodes), points.stream().map(point -> point.node().where()).toList());
    List<Found> found = new ArrayList<>();
    List<Watched> missing = new ArrayList<>();
    for (Watched point : points) {
      NodeId node = known.get(point.node().where());
      if (node == null) {
        missing.add(point);
      } else {
        found.add(new Found(point, node));
      }
    }
    if (found.isEmpty()) {
      return ServerException.refused(
          "The server at %s has none of the nodes of '%s'."
              .formatted(endpoint().place(), setup().profile().name()),
          "Check the profile's namespaces, and the object in 'connect'.");
    }
    for (Watched point : missing) {
      LOG.log(
          Level.WARNING,
          "{0}: the server at {1} has no {2}.",
          point.id(),
          endpoint().place(),
          point.node().described());
    }
    List<Found> switched = found.stream().filter(point -> point.watched().isOnOrOff()).toList();
    if (switched.isEmpty()) {
      return new Reader(session, sink, found, missing, switched).read();
    }
    try (Subscription subscription = Subscription.begin(session, endpoint(), mailbox())) {
      var _ = subscription.values(switched.stream().map(Found::node).toList());
      return new Reader(session, sink, found, missing, switched).read();
    }
  }

  /** For the life of one session. */
  private final class Reader implements Taking {
    private final Session session;
    private final Sink sink;
    private final List<Found> found;
    private final List<Watched> missing;
    private final List<Found> switched;

    Reader(
        Session session,
        Sink sink,
        List<Found> found,
        List<Watched> missing,
        List<Found> switched) {
      this.session = session;
      this.sink = sink;
      this.found = found;
      this.missing = missing;
      this.switched = switched;
    }

    Fault read() throws ServerException, InterruptedException {
      sink.accept(DeviceState.online(setup().name(), now()));
      long due = now();
      while (true) {
        long now = now();
        if (now >= due) {
          readAll();
          due = Math.max(due + everyMillis, now);
        }
        Optional<Fault> fault = next(sink, due, this);
        if (fault.isPresent()) {
          return fault.get();
        }
      }
    }

    private void readAll() throws ServerException, InterruptedException {
      for (int from = 0; from < found.size(); from += MOST_PER_READ) {
        List<Found> part = found.subList(from, Math.min(found.size(), from + MOST_PER_READ));
        List<DataValue> values =
            session.await(
                session
                    .client()
                    .readValuesAsync(
                        0, TimestampsToReturn.Neither, part.stream().map(Found::node).toList()),
                endpoint());
        for (int i = 0; i < part.size(); i++) {
          tell(part.get(i), values.get(i));
        }
      }
      long now = now();
      for (Watched point : missing) {
        sink.accept(Reading.missing(point.id(), now, Quality.BAD_CONFIGURATION));
      }
    }

    private void tell(Found point, DataValue value) {
      Watched watched = point.watched();
      sink.accept(NodeValue.reading(watched.id(), watched.point(), watched.node(), value, now()));
    }

    @Override
    public void changed(Notice.Changed changed) {
      tell(switched.get(changed.item()), changed.value());
    }

    @Override
    public void happened(Notice.Happened happened) {
      throw new IllegalStateException("no events were asked for: " + happened);
    }
  }
}
