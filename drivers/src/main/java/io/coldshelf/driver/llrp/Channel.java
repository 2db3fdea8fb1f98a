package io.coldshelf.driver.llrp;

import io.coldshelf.driver.Outcome.Fault.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** The TCP connection to one reader, in messages. One thread receives; any may send or close. */
final class Channel implements Closeable {

  private final String host;
  private final int port;
  private final Socket socket = new Socket();
  private volatile boolean closed;

  /** Set by {@link #connect}, before anything is received. */
  private Optional<FrameReader> frames = Optional.empty();

  Channel(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Where the reader is, for a person. */
  String place() {
    return "reader at " + host + ":" + port;
  }

  /**
   * Connects.
   *
   * @throws SessionEndedException when nobody is there
   * @throws IOException when closed meanwhile
   */
  void connect(Duration timeout) throws IOException, SessionEndedException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new SessionEndedException(
          Kind.UNREACHABLE,
          place() + ": there is no host of that name",
          "Check the name in the device's connection, or write its address in numbers.");
    }
    try {
      socket.connect(address, millis(timeout));
    } catch (SocketTimeoutException e) {
      throw new SessionEndedException(
          Kind.UNREACHABLE,
          place() + " does not answer within " + timeout.toMillis() + " ms",
          "Is it powered, is its network cable in, and is the address right?");
    } catch (IOException e) {
      if (closed) {
        throw e;
      }
      throw new SessionEndedException(
          Kind.UNREACHABLE,
          place() + " refuses the connection (" + e.getMessage() + ")",
          "Is it powered, is the address right, and is LLRP switched on in its settings?");
    }
    socket.setTcpNoDelay(true);
    frames = Optional.of(new FrameReader(socket.getInputStream()));
  }

  /** Sends a message. */
  synchronized void send(Message message) throws IOException {
    socket.getOutputStream().write(message.encode());
  }

  /**
   * Waits for the next message's bytes.
   *
   * @param patience for how long nothing may come
   * @throws SocketTimeoutException when nothing came
   * @throws IOException when the connection broke or was closed
   * @throws SessionEndedException when the reader ended the connection or what comes is not LLRP
   */
  byte[] receive(Duration patience) throws IOException, SessionEndedException {
    socket.setSoTimeout(millis(patience));
    try {
      return frames
          .orElseThrow(() -> new IOException("not connected"))
          .next()
          .orElseThrow(() ->
              new SessionEndedException(
                  Kind.UNREACHABLE,
                  place() + " ended the connection",
                  "It may be starting anew; this is tried again by itself."));
    } catch (MalformedMessageException e) {
      throw new SessionEndedException(
          Kind.GARBLED,
          place() + " sends what is not LLRP: " + e.getMessage(),
          "Is this an RFID reader, and is the port its LLRP port, usually 5084?");
    }
  }

  /** At least 1: to a socket, 0 is for ever. */
  private static int millis(Duration duration) {
    return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
  }
}
