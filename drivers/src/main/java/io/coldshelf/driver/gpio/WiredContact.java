package io.coldshelf.driver.gpio;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.driver.board.Board;
import io.coldshelf.driver.board.Board.InputPin;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PinContact;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Wiring;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One contact. */
final class WiredContact implements Device.Listening {

  /** So often the pin is looked at, in case an edge went by unseen. */
  private static final long LOOK_MILLIS = 1_000;

  private final DeviceSetup setup;
  private final Wiring.Pin wiring;
  private final PinContact contact;
  private final Board board;
  private final PointId id;
  private final long everyMillis;

  /** Guarded by {@code this}: edges come from another thread. */
  private @Nullable Debounce debounce;

  /** An edge came that nobody has looked at. */
  private boolean moved;

  private boolean closed;

  WiredContact(
      DeviceSetup setup, Wiring.Pin wiring, PointProfile point, PinContact contact, Board board) {
    this.setup = setup;
    this.wiring = wiring;
    this.contact = contact;
    this.board = board;
    this.id = new PointId(setup.name(), point.name());
    this.everyMillis = setup.profile().every().orElseThrow().toMillis();
  }

  @Override
  public Fault listen(Sink sink) throws InterruptedException {
    try (InputPin pin = board.pin(wiring.line(), wiring.pull(), this::edge)) {
      return watch(pin, sink);
    } catch (LineException e) {
      return e.fault();
    } catch (IOException e) {
      return new Fault(
          Fault.Kind.SILENT,
          "The pin of " + setup.name() + " cannot be read: " + e.getMessage() + ".",
          "Look with 'gpioinfo' whether something else has it.");
    } finally {
      stop();
    }
  }

  private synchronized void edge(boolean high) {
    if (debounce != null) {
      debounce.seen(high, setup.clock().millis());
      moved = true;
      notifyAll();
    }
  }

  private synchronized void stop() {
    debounce = null;
  }

  private Fault watch(InputPin pin, Sink sink) throws IOException, InterruptedException {
    Debounce own = start(pin.isHigh());
    long now = setup.clock().millis();
    sink.accept(DeviceState.online(setup.name(), now));
    say(own.level(), now, sink);
    long nextMillis = now + everyMillis;
    while (true) {
      next(own, pin).ifPresent(change -> say(change.level(), change.timeMillis(), sink));
      now = setup.clock().millis();
      if (now >= nextMillis) {
        say(own.level(), now, sink);
        nextMillis = now + everyMillis;
      }
    }
  }

  private synchronized Debounce start(boolean high) {
    Debounce made = new Debounce(wiring.debounceMillis(), high);
    debounce = made;
    return made;
  }

  /** Waits until a level counts, or for a while. */
  private synchronized Optional<Debounce.Change> next(Debounce own, InputPin pin)
      throws IOException, InterruptedException {
    long now = setup.clock().millis();
    long end = Math.min(now + LOOK_MILLIS, own.dueMillis());
    while (!closed && !moved && now < end) {
      wait(end - now);
      now = setup.clock().millis();
    }
    moved = false;
    if (closed) {
      throw new InterruptedException(setup.name() + " is closed");
    }
    own.seen(pin.isHigh(), setup.clock().millis());
    return own.settle(setup.clock().millis());
  }

  private void say(boolean high, long timeMillis, Sink sink) {
    boolean isClosed = high != wiring.closedIsLow();
    boolean isOn = isClosed == (contact.on() == PinContact.When.CLOSED);
    sink.accept(Reading.good(id, timeMillis, isOn ? 1 : 0));
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
