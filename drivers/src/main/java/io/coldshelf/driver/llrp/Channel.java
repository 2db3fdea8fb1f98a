package io.coldshelf.driver.llrp;

import io.coldshelf.driver.Outcome.Fault.Kind;
import io.coldshelf.driver.tls.Trust;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The TCP connection to one reader, in messages. One thread receives; any may send or close. */
final class Channel implements Closeable {

  private final String host;
  private final int port;
  private final Optional<Trust> trust;
  private volatile boolean closed;

  /** Plain until it is connected; then perhaps with TLS around it. */
  private volatile Socket socket = new Socket();

  /** Of LLRP; 1 until another one is agreed upon. */
  private volatile int version = Message.VERSION_1_0_1;

  /** Set by {@link #connect}, before anything is received. */
  private Optional<FrameReader> frames = Optional.empty();

  /** In the clear, or with TLS where there is somebody to trust. */
  Channel(String host, int port, Optional<Trust> trust) {
    this.host = host;
    this.port = port;
    this.trust = trust;
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
    if (trust.isPresent()) {
      encrypt(trust.get(), timeout);
    }
    frames = Optional.of(new FrameReader(socket.getInputStream()));
  }

  private void encrypt(Trust whom, Duration timeout) throws IOException, SessionEndedException {
    if (!(whom.sockets() instanceof SSLSocketFactory factory)) {
      throw new IllegalStateException("sockets without TLS");
    }
    SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, host, port, true);
    socket = encrypted;
    if (whom.isByName()) {
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
    }
    try {
      encrypted.setSoTimeout(millis(timeout));
      encrypted.startHandshake();
    } catch (SSLException e) {
      throw new SessionEndedException(
          Kind.REFUSED,
          "TLS with the " + place() + " failed: " + e.getMessage(),
          "Name the reader's certificate, or the one that signed it, with 'ca', and check the"
              + " gateway's clock.");
    }
  }

  /** What is sent now is of this version. */
  int version() {
    return version;
  }

  /** What is sent from now on is of this version. */
  void speak(int agreed) {
    version = agreed;
  }

  /** Sends a message. */
  void send(Message message) throws IOException {
    sendAs(version, message);
  }

  /** Sends a message of a version that is not agreed upon. */
  synchronized void sendAs(int other, Message message) throws IOException {
    socket.getOutputStream().write(message.ofVersion(other).encode());
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
