package io.coldshelf.edge.acquire;

import io.coldshelf.driver.CircuitBreaker;
import io.coldshelf.driver.Device;
import io.coldshelf.driver.Outcome;
import io.coldshelf.model.Observation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Owns one wire: asks its devices one after the other, each at its own pace. A device that does not
 * answer is asked less and less often; however many are dead, they are asked one at a time and
 * share a small part of the wire's time ({@link ProbeBudget}).
 *
 * <p>Where all were dead and one answers, the wire itself was the trouble: all others are asked at
 * once. Nobody waits then for the end of a long pause.
 *
 * <p>A platform thread of its own: serial ports are native calls, and three of those would starve
 * every virtual thread of a small machine.
 */
final class BusLoop implements Runnable, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(BusLoop.class.getName());

  private final InstantSource clock;
  private final Inbox inbox;
  private final ListenLoop.Pause pause;
  private final List<Polled> devices = new ArrayList<>();
  private final ProbeBudget budget = new ProbeBudget();

  private static final class Polled {
    private final Assignment assignment;
    private final Device.Polled device;
    private final PollSupervisor supervisor;
    private final CircuitBreaker breaker;
    private long dueMillis;

    /** Asked once without regard to the budget: the wire is back. */
    private boolean hurried;

    Polled(Assignment assignment, Device.Polled device, long nowMillis) {
      this.assignment = assignment;
      this.device = device;
      this.supervisor =
          new PollSupervisor(assignment.setup().name(), assignment.setup().profile().points());
      this.breaker = new CircuitBreaker(assignment.every());
      this.dueMillis = nowMillis;
    }

    /** The next time in its own rhythm that is still to come. */
    void schedule(long nowMillis) {
      long every = assignment.every().toMillis();
      long late = Math.max(0, nowMillis - dueMillis);
      dueMillis += every * (late / every + 1);
    }
  }

  BusLoop(InstantSource clock, Inbox inbox, ListenLoop.Pause pause) {
    this.clock = clock;
    this.inbox = inbox;
    this.pause = pause;
  }

  void add(Assignment assignment, Device.Polled device) {
    devices.add(new Polled(assignment, device, clock.millis()));
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Polled next = next();
        long wait = due(next, anybodyLives()) - clock.millis();
        if (wait > 0) {
          pause.of(wait);
        }
        ask(next);
        next.schedule(clock.millis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean anybodyLives() {
    return devices.stream().anyMatch(device -> !device.breaker.isOpen());
  }

  /** Of dead devices that may be asked at the same time, the one whose turn came first. */
  private Polled next() {
    boolean lives = anybodyLives();
    return Collections.min(
        devices,
        Comparator.comparingLong((Polled device) -> due(device, lives))
            .thenComparingLong(device -> device.breaker.nextProbeMillis()));
  }

  private long due(Polled device, boolean anybodyLives) {
    if (!device.breaker.isOpen()) {
      return device.dueMillis;
    }
    long probe = device.breaker.nextProbeMillis();
    return anybodyLives && !device.hurried ? Math.max(probe, budget.nextMillis()) : probe;
  }

  private void ask(Polled polled) throws InterruptedException {
    boolean dead = polled.breaker.isOpen();
    boolean allDead = dead && !anybodyLives();
    long before = clock.millis();
    Outcome outcome = read(polled);
    long now = clock.millis();
    switch (outcome) {
      case Outcome.Answer _ -> {
        polled.breaker.succeeded();
        if (allDead) {
          hurryOthers(now);
        }
      }
      case Outcome.Fault _ -> {
        polled.breaker.failed(now);
        if (dead && !polled.hurried) {
          budget.spent(before, now);
        }
      }
    }
    polled.hurried = false;
    for (Observation observation : polled.supervisor.heard(outcome, now)) {
      inbox.put(observation);
    }
  }

  private void hurryOthers(long nowMillis) {
    for (Polled device : devices) {
      if (device.breaker.isOpen()) {
        device.breaker.hurry(nowMillis);
        device.hurried = true;
      }
    }
  }

  /** A driver's bug costs its own device and nobody else. */
  private static Outcome read(Polled polled) {
    try {
      return polled.device.read();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The driver of " + polled.assignment.setup().name() + " failed",
          e);
      return new Outcome.Fault(
          Outcome.Fault.Kind.GARBLED,
          "The driver of " + polled.assignment.setup().name() + " failed: " + e,
          "This is a bug in Coldshelf: please report it with the log of this minute.");
    }
  }

  @Override
  public void close() {
    devices.forEach(polled -> polled.device.close());
  }
}
