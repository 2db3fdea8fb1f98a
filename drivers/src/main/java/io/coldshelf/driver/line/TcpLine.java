package io.coldshelf.driver.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection: to a device with a network plug, or to a converter with a serial line behind.
 */
final class TcpLine implements Line {

  private static final int DISCARD_BYTES = 4096;

  private final String host;
  private final int port;
  private volatile @Nullable Socket socket;

  TcpLine(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public void open(Duration timeout) throws LineException {
    if (socket != null) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(unbracketed(host), port);
    if (address.isUnresolved()) {
      throw new LineException(
          "the name " + host + " is not known in this network",
          "Check the name, or write the address in its place.");
    }
    connect(address, timeout);
  }

  private void connect(InetSocketAddress address, Duration timeout) throws LineException {
    Socket connecting = new Socket();
    try {
      connecting.setTcpNoDelay(true);
      connecting.setKeepAlive(true);
      connecting.connect(address, millis(timeout));
      socket = connecting;
    } catch (IOException e) {
      closeQuietly(connecting);
      LineException unreachable =
          new LineException(
              this + " cannot be reached: " + words(e),
              "Check that it is switched on, its network cable, its address and its port.");
      unreachable.initCause(e);
      throw unreachable;
    }
  }

  /** IPv6 addresses are written in brackets in a URL. */
  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public void write(byte[] bytes) throws LineException {
    try {
      opened().getOutputStream().write(bytes);
    } catch (IOException e) {
      throw gone(words(e));
    }
  }

  @Override
  public int read(byte[] into, Duration timeout) throws LineException {
    Socket open = opened();
    int count;
    try {
      open.setSoTimeout(millis(timeout));
      count = open.getInputStream().read(into);
    } catch (SocketTimeoutException _) {
      return 0;
    } catch (IOException e) {
      throw gone(words(e));
    }
    if (count < 0) {
      throw gone("it has hung up");
    }
    return count;
  }

  /** Reading for a moment is the one way to learn that the other end has hung up meanwhile. */
  @Override
  public void discard() throws LineException {
    read(new byte[DISCARD_BYTES], Duration.ofMillis(1));
  }

  private Socket opened() throws LineException {
    Socket open = socket;
    if (open == null) {
      throw gone("it is closed");
    }
    return open;
  }

  private LineException gone(String how) {
    return new LineException(
        "the connection to " + this + " is lost: " + how,
        "Check that it is switched on and that not too many others are connected to it.");
  }

  private static String words(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static int millis(Duration timeout) {
    return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    Socket closing = socket;
    socket = null;
    if (closing != null) {
      closeQuietly(closing);
    }
  }

  private static void closeQuietly(Socket closing) {
    try {
      closing.close();
    } catch (IOException _) {
      // It is given up in any case, and there is nothing that anybody could do.
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
