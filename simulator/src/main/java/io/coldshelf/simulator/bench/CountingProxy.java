package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and the broker and counts what MQTT says, both ways; no TCP, no TLS. */
final class CountingProxy implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;

  private final ServerSocket listening;
  private final int brokerPort;
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet(); // bounded by its one client

  private CountingProxy(ServerSocket listening, int brokerPort) {
    this.listening = listening;
    this.brokerPort = brokerPort;
  }

  static CountingProxy start(int brokerPort) throws IOException {
    ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    CountingProxy proxy = new CountingProxy(listening, brokerPort);
    Thread _ = Thread.ofVirtual().name("counting-proxy").start(proxy::accept);
    return proxy;
  }

  String url() {
    return "mqtt://127.0.0.1:" + listening.getLocalPort();
  }

  /** Bytes from the client to the broker so far. */
  long up() {
    return up.get();
  }

  /** Bytes from the broker to the client so far. */
  long down() {
    return down.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        open.add(client);
        open.add(broker);
        Thread _ = Thread.ofVirtual().start(() -> pass(client, broker, up));
        Thread _ = Thread.ofVirtual().start(() -> pass(broker, client, down));
      } catch (IOException e) {
        // closed, or the broker is not there: the client notices and comes again
      }
    }
  }

  private void pass(Socket from, Socket to, AtomicLong counter) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        long _ = counter.addAndGet(read);
      }
    } catch (IOException e) {
      // one side has gone, and so does the other
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
