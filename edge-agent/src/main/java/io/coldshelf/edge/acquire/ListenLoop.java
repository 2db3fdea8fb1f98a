package io.coldshelf.edge.acquire;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Keeps one device that speaks by itself connected: listens, and when the session ends waits and
 * connects again. Only a session that worked resets the wait; a mere connection does not.
 */
final class ListenLoop implements Runnable, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ListenLoop.class.getName());
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final String name;
  private final Device.Listening device;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Inbox inbox;
  private final Pause pause;

  /** Lets time go by: {@code Thread::sleep}. */
  interface Pause {
    void of(long millis) throws InterruptedException;
  }

  /** For the life of one connection. */
  private boolean worked;

  /** For the life of the process. */
  private boolean lost;

  ListenLoop(
      String name,
      Device.Listening device,
      InstantSource clock,
      RandomGenerator random,
      Inbox inbox,
      Pause pause) {
    this.name = name;
    this.device = device;
    this.clock = clock;
    this.random = random;
    this.inbox = inbox;
    this.pause = pause;
  }

  @Override
  public void run() {
    long wait = FIRST_WAIT.toMillis();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        worked = false;
        Outcome.Fault fault = listen();
        if (!lost) {
          lost = true;
          inbox.put(
              new DeviceState(name, clock.millis(), false, fault.reason(), fault.suggestion()));
        }
        wait = worked ? FIRST_WAIT.toMillis() : Math.min(wait * 2, LONGEST_WAIT.toMillis());
        pause.of(wait / 2 + random.nextLong(wait / 2 + 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome.Fault listen() throws InterruptedException {
    try {
      return device.listen(new ToInbox());
    } catch (RuntimeException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw interrupted(e);
      }
      LOG.log(System.Logger.Level.ERROR, "The driver of " + name + " failed", e);
      return new Outcome.Fault(
          Outcome.Fault.Kind.GARBLED,
          "The driver of " + name + " failed: " + e,
          "This is a bug in Coldshelf: please report it with the log of this minute.");
    }
  }

  /** What the device says, on its way to the pipeline. */
  private final class ToInbox implements Sink {
    @Override
    public void accept(Observation observation) {
      if (observation instanceof DeviceState state && state.online()) {
        worked = true;
        lost = false;
      }
      try {
        inbox.put(observation);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("asked to stop", e);
      }
    }

    @Override
    public boolean keeps() {
      return true;
    }

    @Override
    public void whenDurable(Haste haste, Runnable told) {
      switch (haste) {
        case NONE -> inbox.confirmInPassing(told);
        case SOMEBODY_WAITS -> inbox.confirm(told);
      }
    }
  }

  private static InterruptedException interrupted(RuntimeException cause) {
    InterruptedException interrupted = new InterruptedException("asked to stop");
    interrupted.initCause(cause);
    return interrupted;
  }

  @Override
  public void close() {
    device.close();
  }
}
