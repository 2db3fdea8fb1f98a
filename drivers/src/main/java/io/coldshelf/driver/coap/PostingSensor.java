package io.coldshelf.driver.coap;

import io.coldshelf.driver.Contact;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.PresharedKey;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.senml.SenmlException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * A sensor that posts when it has something to say. Its request is answered once the journal has
 * what it said; where it hears no answer it sends the same again, which Californium knows.
 */
final class PostingSensor implements Device.Listening {

  /** Requests that may wait; the next one is told to come later. */
  private static final int MOST_WAITING = 64;

  /** Until a sensor should try again when what it says cannot be kept, in seconds. */
  static final int LATER_SECONDS = 10;

  private static final int INTERVALS_OF_SILENCE = 3;
  private static final long LOOK_MILLIS = 1_000;
  private static final long MINUTE_MILLIS = 60_000;

  private final DeviceSetup setup;
  private final Pack pack;
  private final Receiver receiver;
  private final long silenceMillis;
  private final BlockingQueue<Posted> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean closed;

  PostingSensor(DeviceSetup setup, Pack pack, Receiver receiver) {
    this.setup = setup;
    this.pack = pack;
    this.receiver = receiver;
    this.silenceMillis = INTERVALS_OF_SILENCE * setup.profile().every().orElseThrow().toMillis();
    receiver.add(this, setup.access());
  }

  /**
   * A request.
   *
   * @param format its content format
   * @param payload of all its blocks
   * @param exchange where to answer
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Posted(int format, byte[] payload, CoapExchange exchange) {}

  String path() {
    return setup.connection().path();
  }

  String title() {
    return setup.name();
  }

  /** By DTLS each sensor has its own path; in the clear anybody may say to be anybody. */
  boolean isFrom(String identity) {
    return !receiver.isSecure() || setup.access().username().equals(Optional.of(identity));
  }

  boolean hasKey(PresharedKey key) {
    return key.equals(PresharedKey.of(setup.access().password().orElseThrow()));
  }

  /** Called by Californium; false where too much waits. */
  boolean post(Posted posted) {
    return !closed && waiting.offer(posted);
  }

  @Override
  public Fault listen(Sink sink) throws InterruptedException {
    if (closed) {
      throw new InterruptedException(setup.name() + " is closed");
    }
    Optional<Fault> fault = receiver.join();
    if (fault.isPresent()) {
      return fault.get();
    }
    try {
      return new Hearing(sink).run();
    } finally {
      receiver.leave();
    }
  }

  /** For as long as the port is open. */
  private final class Hearing {
    private final Sink sink;
    private Contact contact = Contact.UNKNOWN;
    private long heardMillis = setup.clock().millis();

    Hearing(Sink sink) {
      this.sink = sink;
    }

    Fault run() throws InterruptedException {
      while (!closed) {
        Posted posted = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (posted != null) {
          take(posted);
        } else {
          look();
        }
      }
      throw new InterruptedException(setup.name() + " is closed");
    }

    private void take(Posted posted) {
      CoapExchange exchange = posted.exchange();
      List<Observation> readings;
      try {
        readings = pack.read(posted.format(), posted.payload(), setup.clock().millis());
      } catch (SenmlException e) {
        exchange.respond(ResponseCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        return;
      } catch (UnfitException e) {
        exchange.respond(ResponseCode.UNPROCESSABLE_ENTITY, String.valueOf(e.getMessage()));
        return;
      }
      heardMillis = setup.clock().millis();
      online();
      readings.forEach(sink);
      if (!sink.keeps()) {
        // The sensor must keep it too.
        exchange.setMaxAge(LATER_SECONDS);
        exchange.respond(ResponseCode.SERVICE_UNAVAILABLE, "it is looked at, and not recorded");
        return;
      }
      sink.whenDurable(
          Sink.Haste.SOMEBODY_WAITS,
          () -> {
            receiver.prove(exchange.advanced().getRequest().getSourceContext());
            exchange.respond(ResponseCode.CHANGED);
          });
    }

    private void online() {
      if (contact != Contact.ONLINE) {
        contact = Contact.ONLINE;
        sink.accept(DeviceState.online(setup.name(), setup.clock().millis()));
      }
    }

    private void look() {
      long now = setup.clock().millis();
      if (contact != Contact.OFFLINE && now - heardMillis >= silenceMillis) {
        contact = Contact.OFFLINE;
        sink.accept(
            new DeviceState(
                setup.name(),
                now,
                false,
                setup.name() + " has said nothing for " + silenceMillis / MINUTE_MILLIS + " min.",
                "Check the sensor's battery and network, and that it posts to "
                    + path()
                    + " of this gateway; if it reports less often, say so with 'every'."));
        pack.silence(now).forEach(sink);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    receiver.remove(this);
  }
}
