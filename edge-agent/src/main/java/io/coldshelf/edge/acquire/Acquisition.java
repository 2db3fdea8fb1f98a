package io.coldshelf.edge.acquire;

import io.coldshelf.driver.Device;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
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

  /**
   * The loop of one wire, for whoever lets time go by himself: it asks the devices until its thread
   * is interrupted.
   *
   * @param assignments devices that are asked, all on one wire
   * @param clock moves while somebody waits
   * @param inbox takes what they say
   * @param wait lets so many milliseconds go by
   * @return the loop, to be run by one thread
   */
  public static Runnable wire(
      List<Assignment> assignments, InstantSource clock, Inbox inbox, LongConsumer wait) {
    BusLoop loop = new BusLoop(clock, inbox, wait::accept);
    for (Assignment assignment : assignments) {
      switch (assignment.driver().open(assignment.setup())) {
        case Device.Polled polled -> loop.add(assignment, polled);
        case Device.Listening _ ->
            throw new IllegalArgumentException(
                assignment.setup().name() + " speaks by itself and shares no wire");
      }
    }
    return loop;
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
