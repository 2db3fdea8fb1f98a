package io.coldshelf.simulator.device;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a driver and its device, passes on one connection and remembers what was said. */
final class Wiretap implements AutoCloseable {

  private static final int CHUNK_BYTES = 4096;
  private static final Duration END = Duration.ofSeconds(10);

  private final ServerSocket listener;
  private final int device;
  private final List<PcapFile.Segment> segments = new CopyOnWriteArrayList<>();
  private final Thread relay;

  Wiretap(int device) throws IOException {
    this.device = device;
    this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.relay = Thread.ofVirtual().start(this::relay);
  }

  /** Where the driver is to connect. */
  int port() {
    return listener.getLocalPort();
  }

  private void relay() {
    try (Socket driver = listener.accept();
        Socket reached = new Socket(InetAddress.getLoopbackAddress(), device)) {
      Thread answers = Thread.ofVirtual().start(() -> pass(reached, driver, true));
      pass(driver, reached, false);
      answers.join();
    } catch (IOException e) {
      segments.clear(); // the test will find nothing to look at
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to, boolean fromDevice) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      int n = from.getInputStream().read(chunk);
      while (n >= 0) {
        segments.add(PcapFile.Segment.of(fromDevice, Arrays.copyOf(chunk, n)));
        to.getOutputStream().write(chunk, 0, n);
        n = from.getInputStream().read(chunk);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // The other side has hung up: that is how a conversation ends.
    }
  }

  /** All that was said, once both have hung up. */
  List<PcapFile.Segment> said() throws InterruptedException {
    boolean _ = relay.join(END);
    return List.copyOf(segments);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    relay.interrupt();
  }
}
