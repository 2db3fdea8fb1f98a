package io.coldshelf.simulator.device;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A platform thread that serves one pseudo terminal: its reads are native calls. */
final class SerialThread implements AutoCloseable {

  private static final Logger LOG = System.getLogger(SerialThread.class.getName());

  /** What the device does on the line, until the line is closed. */
  interface Conversation {
    void hold() throws IOException, InterruptedException;
  }

  private final Thread thread;

  SerialThread(String name, Conversation conversation) {
    this.thread = Thread.ofPlatform().daemon().name(name).start(() -> run(name, conversation));
  }

  private static void run(String name, Conversation conversation) {
    try {
      conversation.hold();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} stopped serving its line: {1}", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
