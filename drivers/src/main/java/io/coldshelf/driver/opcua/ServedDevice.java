package io.coldshelf.driver.opcua;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DataGap;
import io.coldshelf.profile.OpcUaNode;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** One device behind a server: one session after the other, until it is closed. */
abstract sealed class ServedDevice implements Device.Listening permits NodeDevice, AutoIdReader {

  /** How long to wait for a notice before looking at what is due. */
  private static final long LOOK_MILLIS = 1_000;

  private final DeviceSetup setup;
  private final Server server;
  private final Optional<OpcUaNode.Id> object;
  private final Mailbox mailbox = new Mailbox();

  ServedDevice(DeviceSetup setup, Server server) {
    this.setup = setup;
    this.server = server;
    this.object = setup.connection().option(OpcUaDriver.OBJECT).map(OpcUaNode.Id::new);
  }

  @Override
  public final Fault listen(Sink sink) throws InterruptedException {
    try {
      Session session = server.join(mailbox, setup.timeout());
      try {
        return converse(session, sink);
      } finally {
        server.leave(session, mailbox);
      }
    } catch (ServerException e) {
      return e.fault();
    }
  }

  /** Until the session ends. */
  abstract Fault converse(Session session, Sink sink) throws ServerException, InterruptedException;

  final DeviceSetup setup() {
    return setup;
  }

  final Endpoint endpoint() {
    return server.endpoint();
  }

  final Mailbox mailbox() {
    return mailbox;
  }

  final long now() {
    return setup.clock().millis();
  }

  final boolean hasObject() {
    return object.isPresent();
  }

  /** The node that the device is; where none is named, the folder of all objects. */
  final NodeId object(Nodes nodes) throws ServerException {
    if (object.isEmpty()) {
      return NodeIds.ObjectsFolder;
    }
    return nodes
        .byId(object.get())
        .orElseThrow(() ->
            new ServerException(
                ServerException.refused(
                    "The server at %s has no node %s.".formatted(endpoint().place(), object.get()),
                    "Check the object in 'connect', its namespace first.")));
  }

  /**
   * Waits for the next notice and takes what is the same for all devices.
   *
   * @param until when something else is due
   * @return why the session ended, if it has
   */
  final Optional<Fault> next(Sink sink, long until, Taking taking)
      throws ServerException, InterruptedException {
    Notice notice = mailbox.take(Math.clamp(until - now(), 1, LOOK_MILLIS));
    switch (notice) {
      case null -> {}
      case Notice.Closed _ -> throw new InterruptedException(setup.name() + " is closed");
      case Notice.Lost lost -> {
        return Optional.of(ServerException.server(endpoint().place()).unreachable(lost.reason()));
      }
      case Notice.Missed missed -> sink.accept(gap(0, missed.reason()));
      case Notice.Changed changed -> taking.changed(changed);
      case Notice.Happened happened -> taking.happened(happened);
    }
    long leftOut = mailbox.takeLeftOut();
    if (leftOut > 0) {
      sink.accept(
          gap(
              leftOut,
              "The server said more than could be kept; " + leftOut + " notifications are lost."));
    }
    return Optional.empty();
  }

  final DataGap gap(long lost, String reason) {
    return new DataGap(setup.name(), now(), lost, reason);
  }

  /** Takes what the server says of the device. */
  interface Taking {

    /** A value changed. */
    void changed(Notice.Changed changed) throws ServerException, InterruptedException;

    /** An event came. */
    void happened(Notice.Happened happened);
  }

  @Override
  public final void close() {
    mailbox.put(new Notice.Closed());
  }
}
