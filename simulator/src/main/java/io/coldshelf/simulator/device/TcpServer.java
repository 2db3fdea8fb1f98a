package io.coldshelf.simulator.device;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The network side of a simulated device: listens on the loopback address, gives each client a
 * virtual thread, and can be cut or switched off and on at the same port.
 */
final class TcpServer implements AutoCloseable {

  /** More clients than this are turned away, as real devices do at far fewer. */
  private static final int MAX_CLIENTS = 64;

  private static final Logger LOG = System.getLogger(TcpServer.class.getName());

  /** What the device does with one client; returning hangs up. */
  interface Conversation {
    void with(Socket client) throws IOException, InterruptedException;
  }

  private final String name;
  private final Conversation conversation;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;
  private int port;

  /** Listens at once. Port 0 takes a free one and keeps it over stop and start. */
  TcpServer(String name, int port, Conversation conversation) throws IOException {
    this.name = name;
    this.port = port;
    this.conversation = conversation;
    start();
  }

  synchronized int port() {
    return port;
  }

  /** Listens again. Does nothing while listening. */
  synchronized void start() throws IOException {
    if (server != null) {
      return;
    }
    ServerSocket fresh = new ServerSocket();
    try {
      fresh.setReuseAddress(true); // else the port of a stopped device is held for a minute
      fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
    server = fresh;
    port = fresh.getLocalPort();
    acceptor = Thread.ofVirtual().name(name + " accept").start(() -> accept(fresh));
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (clients.size() >= MAX_CLIENTS || !clients.add(client)) {
          client.close();
          continue;
        }
        Thread.ofVirtual().name(name + " client").start(() -> converse(client));
        if (listening.isClosed()) {
          drop(client); // came between the last look and the stop
        }
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOG.log(Level.WARNING, "{0} could not accept a client: {1}", name, e.getMessage());
        }
      }
    }
  }

  private void converse(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      conversation.with(client);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0}: a client is gone: {1}", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  /** Drops every client without a goodbye, as a network fault would; new ones are welcome. */
  void cut() {
    clients.forEach(TcpServer::drop);
  }

  private static void drop(Socket client) {
    try {
      client.setSoLinger(true, 0); // a reset: what is still under way is lost
      client.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a client was gone already: {0}", e.getMessage());
    }
  }

  /** Drops every client and refuses new ones. Does nothing while stopped. */
  synchronized void stop() throws IOException {
    ServerSocket listening = server;
    Thread accepting = acceptor;
    server = null;
    acceptor = null;
    if (listening == null || accepting == null) {
      return;
    }
    listening.close();
    try {
      // Until the accepting thread has let go of it the system still takes connections.
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
