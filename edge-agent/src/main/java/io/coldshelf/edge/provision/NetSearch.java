package io.coldshelf.edge.provision;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Knocks at the ports of a network's hosts at which devices listen, and asks who answers. */
public final class NetSearch implements Search {

  /** A small switch and the hosts behind it take so many knocks at once without harm. */
  private static final int AT_ONCE = 64;

  private final Subnet subnet;
  private final List<Knock> knocks;
  private final Duration patience;

  /**
   * What may stand at one port.
   *
   * @param port of TCP
   * @param question asks who is there
   */
  public record Knock(int port, Question question) {}

  /** What is asked at a port: readings only. */
  @FunctionalInterface
  public interface Question {

    /**
     * Asks who is there.
     *
     * @param socket connected, with a time-out set
     * @param host whom it is connected to
     * @param report hears what it is, or that it is something else
     * @throws IOException when it is not what it should be
     */
    void ask(Socket socket, String host, Report report) throws IOException;
  }

  /**
   * A search.
   *
   * @param subnet where
   * @param knocks for what
   * @param patience how long to wait for a connection, and for an answer
   */
  public NetSearch(Subnet subnet, List<Knock> knocks, Duration patience) {
    this.subnet = subnet;
    this.knocks = List.copyOf(knocks);
    this.patience = patience;
  }

  @Override
  public void run(Report report) throws InterruptedException {
    List<String> hosts = subnet.hosts();
    int done = 0;
    Semaphore places = new Semaphore(AT_ONCE);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (String host : hosts) {
          for (Knock knock : knocks) {
            places.acquire();
            var _ =
                each.submit(() -> {
                  try {
                    knock(knock, host, report);
                  } finally {
                    places.release();
                  }
                });
          }
          report.looking(subnet + ", host " + ++done + " of " + hosts.size());
        }
        each.shutdown();
        boolean _ = each.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        var _ = each.shutdownNow();
        throw e;
      }
    }
  }

  private void knock(Knock knock, String host, Report report) {
    try (Socket socket = new Socket()) {
      int millis = Math.clamp(patience.toMillis(), 1, Integer.MAX_VALUE);
      socket.connect(new InetSocketAddress(host, knock.port()), millis);
      socket.setSoTimeout(millis);
      try {
        knock.question().ask(socket, host, report);
      } catch (IOException e) {
        report.note(
            host + ":" + knock.port(), "Somebody listens there, and is not what was expected.");
      }
    } catch (IOException e) {
      // Nobody there, as at most addresses.
    }
  }
}
