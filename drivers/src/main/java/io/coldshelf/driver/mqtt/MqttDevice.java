package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.Contact;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.profile.Messages;

/** One device behind a broker: one session after the other, until it is closed. */
final class MqttDevice implements Device.Listening {

  /** Three times the interval without a word is silence. */
  private static final int INTERVALS_OF_SILENCE = 3;

  private static final long LOOK_MILLIS = 1_000;

  private final DeviceSetup setup;
  private final Sensor sensor;
  private final Broker broker;
  private final Route route;
  private final long silenceMillis;
  private volatile boolean closed;

  MqttDevice(DeviceSetup setup, Sensor sensor, Broker broker) {
    this.setup = setup;
    this.sensor = sensor;
    this.broker = broker;
    this.route = new Route(sensor.topics(), setup.clock());
    this.silenceMillis =
        INTERVALS_OF_SILENCE
            * setup.profile().messages().orElse(Messages.UNKNOWN).every().toMillis();
    broker.add(route);
  }

  @Override
  public Fault listen(Sink sink) throws InterruptedException {
    if (closed) {
      throw new InterruptedException(setup.name() + " is closed");
    }
    Link link;
    try {
      link = broker.join(route, new Link.Patience(setup.timeout(), () -> closed));
    } catch (LinkException e) {
      return e.fault();
    }
    if (route.isRefused()) {
      return new Fault(
          Fault.Kind.REFUSED,
          "The broker at "
              + broker.endpoint().place()
              + " does not let the gateway read "
              + String.join(" or ", route.topics())
              + ".",
          "Allow these topics in the broker's access list.");
    }
    return new Session(link, sink).run();
  }

  /** For the life of one connection. */
  private final class Session {
    private final Link link;
    private final Sink sink;
    private final long startedMillis;
    private Contact contact = Contact.UNKNOWN;
    private long heardMillis;

    Session(Link link, Sink sink) {
      this.link = link;
      this.sink = sink;
      this.startedMillis = setup.clock().millis();
      this.heardMillis = startedMillis;
    }

    Fault run() throws InterruptedException {
      if (!sensor.tellsAvailability()) {
        online();
      }
      while (true) {
        Message message = route.take(LOOK_MILLIS);
        switch (message) {
          case null -> look();
          case Message.Closed _ -> throw new InterruptedException(setup.name() + " is closed");
          case Message.Lost lost -> {
            if (lost.link().equals(link)) {
              return LinkException.broker(broker.endpoint().place()).unreachable(lost.reason());
            }
          }
          case Message.Published published -> take(published);
        }
        sayWhatWasGivenUp();
      }
    }

    private void take(Message.Published message) {
      Delivery delivery = message.delivery();
      if (delivery.isOwed() && !delivery.link().equals(link)) {
        return; // It comes again on this connection.
      }
      if (!message.isRetained()) {
        heardMillis = setup.clock().millis();
      }
      Sensor.Said said = sensor.said(message);
      said.availability()
          .ifPresent(available -> {
            if (available) {
              online();
            } else {
              offline(
                  setup.name() + " cannot be reached: so says its hub.",
                  "Check the device's power or battery, and how far it is from its hub.");
            }
          });
      if (!said.observations().isEmpty() && !message.isRetained()) {
        online();
      }
      said.observations().forEach(sink);
      if (delivery.isOwed()) {
        sink.whenDurable(
            delivery.isWorthACommit() ? Sink.Haste.SOMEBODY_WAITS : Sink.Haste.NONE,
            delivery::settled);
      }
    }

    private void online() {
      heardMillis = setup.clock().millis();
      if (contact != Contact.ONLINE) {
        contact = Contact.ONLINE;
        sink.accept(DeviceState.online(setup.name(), heardMillis));
      }
    }

    private void offline(String reason, String suggestion) {
      if (contact != Contact.OFFLINE) {
        contact = Contact.OFFLINE;
        long now = setup.clock().millis();
        sink.accept(new DeviceState(setup.name(), now, false, reason, suggestion));
        sensor.unreachable(now).forEach(sink);
      }
    }

    /** Nothing came for a while. */
    private void look() {
      long now = setup.clock().millis();
      if (contact == Contact.UNKNOWN && now - startedMillis >= LOOK_MILLIS) {
        // Its hub has kept no word on it; the broker is there, and so is whoever listens.
        online();
      } else if (now - heardMillis >= silenceMillis) {
        offline(
            setup.name() + " has said nothing for " + silenceMillis / 60_000 + " min.",
            "Check the device's power or battery and its hub; if it reports less often, say so"
                + " with 'every'.");
      }
    }

    private void sayWhatWasGivenUp() {
      long lost = route.takeGivenUp();
      if (lost > 0) {
        sink.accept(
            new DataGap(
                setup.name(),
                setup.clock().millis(),
                lost,
                setup.name()
                    + " published with QoS 0 faster than could be kept; "
                    + lost
                    + " messages are lost."));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    route.tell(new Message.Closed());
    broker.leave(route);
  }
}
