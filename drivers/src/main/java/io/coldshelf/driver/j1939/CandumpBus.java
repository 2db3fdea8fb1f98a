package io.coldshelf.driver.j1939;

import io.coldshelf.driver.line.LineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A CAN interface of the kernel's, as {@code candump -L} prints it. So nothing native is loaded;
 * the program comes with Debian's can-utils.
 */
final class CandumpBus implements CanBus {

  /** Frames that may wait; more are of a time before anybody asked. */
  private static final int MOST_WAITING = 4_096;

  private final List<String> command;
  private final BlockingQueue<CanFrame> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private Optional<Process> running = Optional.empty();

  /** What is run, and prints frames until it is stopped. */
  CandumpBus(List<String> command) {
    this.command = List.copyOf(command);
  }

  @Override
  public synchronized void listen(Duration timeout) throws LineException {
    if (running.filter(Process::isAlive).isEmpty()) {
      try {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        running = Optional.of(started);
        Thread _ = Thread.ofPlatform().daemon().name("candump").start(() -> read(started));
      } catch (IOException e) {
        throw new LineException(
            "'" + String.join(" ", command) + "' cannot be run: " + e.getMessage(),
            "Install it: sudo apt-get install can-utils.");
      }
    }
    waiting.clear();
  }

  private void read(Process from) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(from.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        CanFrame.ofCandump(line)
            .ifPresent(frame -> {
              boolean _ = waiting.offer(frame);
            });
      }
    } catch (IOException e) {
      // It was stopped.
    }
  }

  @Override
  public List<CanFrame> frames(Duration timeout) throws LineException {
    List<CanFrame> frames = new ArrayList<>();
    try {
      CanFrame first = waiting.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (first != null) {
        frames.add(first);
        waiting.drainTo(frames);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (frames.isEmpty() && !isRunning()) {
      throw new LineException(
          "'" + String.join(" ", command) + "' has ended",
          "Check the interface: 'ip -details link show' lists it, and must say UP.");
    }
    return frames;
  }

  private synchronized boolean isRunning() {
    return running.filter(Process::isAlive).isPresent();
  }

  @Override
  public synchronized void close() {
    running.ifPresent(Process::destroy);
    running = Optional.empty();
  }
}
