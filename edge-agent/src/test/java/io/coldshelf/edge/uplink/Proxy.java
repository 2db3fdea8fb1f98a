package io.coldshelf.edge.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A bad line between an uplink and a broker: it cuts, swallows, refuses, delays and is slow. */
final class Proxy implements AutoCloseable {

  private static final int CHUNK = 512;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean refuses;
  private volatile boolean swallowsUp;
  private volatile boolean swallowsDown;
  private volatile Line line = new Line(Long.MAX_VALUE, Duration.ZERO);

  private record Line(long bytesPerSecond, Duration latency) {}

  Proxy(int target) throws IOException {
    this.target = target;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "mqtt://127.0.0.1:" + listening.getLocalPort();
  }

  /** Ends all connections. */
  void cut() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** New connections are closed at once, and those that are there. */
  void refuse() throws IOException {
    refuses = true;
    cut();
  }

  /** As if somebody had pulled a plug behind a switch: nobody is told. */
  void swallow(boolean up, boolean down) {
    swallowsUp = up;
    swallowsDown = down;
  }

  void slow(long bytesPerSecond, Duration latency) {
    line = new Line(bytesPerSecond, latency);
  }

  /** A good line again; what was swallowed is gone, and with it the connections. */
  void mend() throws IOException {
    refuses = false;
    swallow(false, false);
    cut();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        if (refuses) {
          near.close();
        } else {
          Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
          open.add(near);
          open.add(far);
          pump(near, far, true);
          pump(far, near, false);
        }
      } catch (IOException e) {
        // the broker is away, or the test is over: the uplink sees a closed connection
      }
    }
  }

  /** Bytes on their way. */
  @SuppressWarnings("ArrayRecordComponent") // compared by its time alone
  private record Chunk(byte[] bytes, long dueNanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private void pump(Socket from, Socket to, boolean up) {
    DelayQueue<Chunk> underway = new DelayQueue<>();
    Thread writer = Thread.ofVirtual().start(() -> write(underway, to));
    Thread.ofVirtual()
        .start(() -> {
          read(from, underway, up);
          writer.interrupt();
          close(from, to);
        });
  }

  private void read(Socket from, DelayQueue<Chunk> underway, boolean up) {
    byte[] buffer = new byte[CHUNK];
    long last = System.nanoTime();
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Line now = line;
        long transfer = TimeUnit.SECONDS.toNanos(read) / now.bytesPerSecond();
        LockSupport.parkNanos(transfer); // as a narrow line would push back
        last = Math.max(last + 1, System.nanoTime() + now.latency().toNanos());
        if (!(up ? swallowsUp : swallowsDown)) {
          underway.add(new Chunk(Arrays.copyOf(buffer, read), last));
        }
      }
    } catch (IOException e) {
      // closed: the other side is told by the end of this
    }
  }

  private static void write(DelayQueue<Chunk> underway, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      while (!to.isClosed()) {
        out.write(underway.take().bytes());
      }
    } catch (IOException | InterruptedException e) {
      // the connection has ended
    }
  }

  private void close(Socket from, Socket to) {
    try {
      from.close();
      to.close();
    } catch (IOException e) {
      // closed is all that it should be
    }
    open.remove(from);
    open.remove(to);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
