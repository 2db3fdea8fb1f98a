package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A device that is listened to on a thread of its own, and what it says. */
final class Listening implements AutoCloseable {

  /** Ten seconds later than the scripted reader's clock says. */
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:10Z"));

  /** Where a test waits for no silence. */
  static final Timing UNHURRIED = new Timing(Duration.ofSeconds(5), 3, Duration.ofSeconds(2));

  private static final int PATIENCE_SECONDS = 10;

  private final BlockingQueue<Observation> said = new LinkedBlockingQueue<>();
  private final Device.Listening device;
  private final FutureTask<Fault> session;
  private final Thread thread;

  Listening(String url, Duration timeout, Timing timing) {
    device = open(new LlrpDriver(timing), url, timeout);
    session = new FutureTask<>(() -> device.listen(said::add));
    thread = Thread.ofVirtual().start(session);
  }

  static Device.Listening open(LlrpDriver driver, String url) {
    return open(driver, url, Duration.ofSeconds(5));
  }

  private static Device.Listening open(LlrpDriver driver, String url, Duration timeout) {
    return driver.open(
        new DeviceSetup(
            "shelf-reader",
            new DeviceProfile("llrp", "", "llrp", "", List.of()),
            Connection.parse(url),
            timeout,
            CLOCK));
  }

  static Listening to(ScriptedReader reader) {
    return to(reader, UNHURRIED);
  }

  static Listening to(ScriptedReader reader, Timing timing) {
    return new Listening(url(reader), Duration.ofSeconds(5), timing);
  }

  static String url(ScriptedReader reader) {
    return "llrp://127.0.0.1:" + reader.port();
  }

  Device.Listening device() {
    return device;
  }

  void interrupt() {
    thread.interrupt();
  }

  Observation next() throws InterruptedException {
    Observation next = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing said");
    }
    return next;
  }

  void expectOnline() throws InterruptedException {
    assertEquals(DeviceState.online("shelf-reader", CLOCK.millis()), next());
  }

  Fault fault() throws Exception {
    return session.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void expectStopped() {
    ExecutionException e =
        assertThrows(
            ExecutionException.class, () -> session.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertInstanceOf(InterruptedException.class, e.getCause());
  }

  @Override
  public void close() {
    thread.interrupt();
    device.close();
  }
}
