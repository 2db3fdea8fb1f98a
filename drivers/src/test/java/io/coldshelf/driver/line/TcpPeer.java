package io.coldshelf.driver.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A server on this machine that answers each request, read in one piece, by a function. */
public final class TcpPeer implements AutoCloseable {

  private final ServerSocket server;
  private final Function<byte[], Optional<byte[]>> answers;
  private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();

  /**
   * Starts it on a free port.
   *
   * @param answers gives the answer to a request; nothing hangs up
   * @throws IOException when there is no port
   */
  public TcpPeer(Function<byte[], Optional<byte[]>> answers) throws IOException {
    this.answers = answers;
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * How many have connected and were not hung up on by {@link #hangUp}.
   *
   * @return the count
   */
  public int connections() {
    return connections.size();
  }

  /**
   * Hangs up on whoever connected first of those still there.
   *
   * @throws IOException when that fails
   * @throws InterruptedException when asked to stop
   */
  public void hangUp() throws IOException, InterruptedException {
    connections.take().close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    byte[] request = new byte[512];
    try (socket) {
      int count = socket.getInputStream().read(request);
      while (count > 0) {
        Optional<byte[]> answer = answers.apply(Arrays.copyOf(request, count));
        if (answer.isEmpty()) {
          return;
        }
        socket.getOutputStream().write(answer.get());
        count = socket.getInputStream().read(request);
      }
    } catch (IOException _) {
      // The test is over, or has hung up on purpose.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
