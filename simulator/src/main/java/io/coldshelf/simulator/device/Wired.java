package io.coldshelf.simulator.device;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A simulated device's end of a wire: a TCP port of its own, or a serial line of somebody else. */
final class Wired implements AutoCloseable {

  private final @Nullable TcpServer server;
  private final @Nullable SerialThread serial;

  private Wired(@Nullable TcpServer server, @Nullable SerialThread serial) {
    this.server = server;
    this.serial = serial;
  }

  /** Listens on the loopback address at once. Port 0 takes a free one. */
  static Wired tcp(String name, int port, TcpServer.Conversation conversation) throws IOException {
    return new Wired(new TcpServer(name, port, conversation), null);
  }

  /** Speaks on a serial line at once. */
  static Wired serial(String name, SerialThread.Conversation conversation) {
    return new Wired(null, new SerialThread(name, conversation));
  }

  /** The network side; there is none on a serial line. */
  TcpServer server() {
    TcpServer current = server;
    if (current == null) {
      throw new IllegalStateException("the device is on a serial line: unplug that");
    }
    return current;
  }

  /** Hangs up everywhere and stops; a serial line stays open. May be called twice. */
  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
    if (serial != null) {
      serial.close();
    }
  }
}
