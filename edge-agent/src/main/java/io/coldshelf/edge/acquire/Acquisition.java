package io.coldshelf.edge.acquire;

import io.coldshelf.driver.Device;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All devices at work, each isolated from the others: one thread for each wire and one for each
 * device that speaks by itself. One that hangs, floods or lies costs nobody else anything.
 */
public final class Acquisition implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(2);

  private final List<AutoCloseable> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Acquisition() {}

  /**
   * Opens all devices and begins.
   *
   * @param assignments the devices
   * @param clock stamps losses
   * @param random spreads reconnections
   * @param inbox takes what they say
   * @return the running acquisition
   */
  public static Acquisition start(
      List<Assignment> assignments, InstantSource clock, RandomGenerator random, Inbox inbox) {
    Acquisition acquisition = new Acquisition();
    Map<String, BusLoop> buses = new LinkedHashMap<>();
    for (Assignment assignment : assignments) {
      String name = assignment.setup().name();
      switch (assignment.driver().open(assignment.setup())) {
        case Device.Polled polled -> {
          String bus = assignment.driver().bus(assignment.setup().connection());
          buses
              .computeIfAbsent(bus, _ -> new BusLoop(clock, inbox, Thread::sleep))
              .add(assignment, polled);
        }
        case Device.Listening listening -> {
          ListenLoop loop = new ListenLoop(name, listening, clock, random, inbox, Thread::sleep);
          acquisition.add("device-" + name, loop, loop);
        }
      }
    }
    buses.forEach((bus, loop) -> acquisition.add("bus-" + bus, loop, loop));
    acquisition.threads.forEach(Thread::start);
    return acquisition;
  }

  private void add(String threadName, Runnable loop, AutoCloseable device) {
    loops.add(device);
    threads.add(Thread.ofPlatform().name(threadName).daemon().unstarted(loop));
  }

  /** Stops asking and listening, and lets go of all wires. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (AutoCloseable loop : loops) {
      try {
        loop.close();
      } catch (Exception e) {
        System.getLogger(Acquisition.class.getName())
            .log(System.Logger.Level.WARNING, "A device did not close: " + e.getMessage());
      }
    }
    try {
      for (Thread thread : threads) {
        thread.join(STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
