package io.coldshelf.driver.llrp;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import java.util.Optional;

/** One reader: one session after the other, until it is closed. */
final class LlrpReader implements Device.Listening {

  private final DeviceSetup setup;
  private final Wish wish;
  private final Timing timing;

  private final Object lock = new Object();
  private Optional<Session> current = Optional.empty();
  private boolean closed;

  LlrpReader(DeviceSetup setup, Wish wish, Timing timing) {
    this.setup = setup;
    this.wish = wish;
    this.timing = timing;
  }

  @Override
  public Fault listen(Sink sink) throws InterruptedException {
    Session session = new Session(setup, wish, timing, sink);
    synchronized (lock) {
      if (closed) {
        throw new InterruptedException(setup.name() + " is closed");
      }
      current = Optional.of(session);
    }
    return session.run();
  }

  @Override
  public void close() {
    Optional<Session> last;
    synchronized (lock) {
      closed = true;
      last = current;
    }
    last.ifPresent(Session::leave);
  }
}
