package io.coldshelf.simulator.device;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A simulated device at a wire: a TCP port of its own, or a serial line of somebody else. */
public abstract class WiredDevice implements AutoCloseable {

  private @Nullable TcpServer server;
  private @Nullable SerialThread serial;

  /** A device at no wire yet. */
  WiredDevice() {}

  /** Listens on the loopback address at once. Port 0 takes a free one. */
  final void listen(String name, int port, TcpServer.Conversation conversation) throws IOException {
    server = new TcpServer(name, port, conversation);
  }

  /** Speaks on a serial line at once. */
  final void speak(String name, SerialThread.Conversation conversation) {
    serial = new SerialThread(name, conversation);
  }

  /**
   * The TCP port.
   *
   * @return the port, the same after a stop and a start
   * @throws IllegalStateException on a serial line
   */
  public final int port() {
    return server().port();
  }

  /**
   * Drops all connections, as a network fault would; the device goes on.
   *
   * @throws IllegalStateException on a serial line
   */
  public final void cut() {
    server().cut();
  }

  /**
   * Switches the TCP side off.
   *
   * @throws IOException when the port cannot be closed
   * @throws IllegalStateException on a serial line
   */
  public final void stop() throws IOException {
    server().stop();
  }

  /**
   * Switches the TCP side on again at the same port.
   *
   * @throws IOException when the port has been taken meanwhile
   * @throws IllegalStateException on a serial line
   */
  public final void start() throws IOException {
    server().start();
  }

  private TcpServer server() {
    TcpServer current = server;
    if (current == null) {
      throw new IllegalStateException("the device is on a serial line: unplug that");
    }
    return current;
  }

  /** Hangs up everywhere and stops answering; a serial line stays open. May be called twice. */
  @Override
  public void close() throws IOException {
    TcpServer currentServer = server;
    if (currentServer != null) {
      currentServer.close();
    }
    SerialThread currentSerial = serial;
    if (currentSerial != null) {
      currentSerial.close();
    }
  }
}
