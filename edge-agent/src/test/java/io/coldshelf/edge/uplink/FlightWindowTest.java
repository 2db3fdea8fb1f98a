package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightWindowTest {

  private static final int BLOCK = 4_000;

  /** A line that carries so many bytes a second and takes so long there and back. */
  private static final class Line {
    private final FlightWindow window = new FlightWindow();
    private final Deque<long[]> under = new ArrayDeque<>();
    private final long transferNanos;
    private final long delayNanos;
    private long now;
    private long freeAt;
    private long most;

    Line(long bytesPerSecond, Duration delay) {
      transferNanos = Duration.ofSeconds(BLOCK).toNanos() / bytesPerSecond;
      delayNanos = delay.toNanos();
    }

    /** Sends so many blocks as fast as the window lets it; how long that took. */
    Duration send(int blocks) {
      long start = now;
      int sent = 0;
      while (sent < blocks || !under.isEmpty()) {
        while (sent < blocks && window.hasRoom()) {
          freeAt = Math.max(freeAt, now) + transferNanos;
          under.add(new long[] {now, freeAt + delayNanos});
          window.sent(BLOCK);
          sent++;
          most = Math.max(most, under.size());
        }
        long[] first = under.removeFirst();
        now = Math.max(now, first[1]);
        window.answered(BLOCK, now - first[0]);
      }
      return Duration.ofNanos(now - start);
    }
  }

  @ParameterizedTest
  @CsvSource({"100000000, 0", "10000000, 1", "1000000, 40", "1000000, 100", "10000, 2000"})
  void theLineIsKeptBusy(long bytesPerSecond, long delayMillis) {
    Line line = new Line(bytesPerSecond, Duration.ofMillis(delayMillis));
    line.send(200);
    Duration took = line.send(1_000);
    long limitMillis = 1_000L * BLOCK * 1_000 / bytesPerSecond;
    assertTrue(took.toMillis() < limitMillis * 1.3 + 100, took + " for " + limitMillis + " ms");
  }

  @ParameterizedTest
  @CsvSource({"1000000, 40, 15", "10000, 10, 3", "10000, 2000, 10"})
  void hardlyAnyBlockQueues(long bytesPerSecond, long delayMillis, long most) {
    Line line = new Line(bytesPerSecond, Duration.ofMillis(delayMillis));
    line.send(500);
    assertTrue(line.most <= most, line.most + " in flight");
  }

  @Test
  void theUnrestOfABusyMachineStopsNoFastLine() {
    FlightWindow window = new FlightWindow();
    for (int i = 0; i < 1_000; i++) {
      window.sent(BLOCK);
      window.answered(BLOCK, i % 10 == 0 ? 300_000 : 20_000_000);
    }
    assertEquals(4, window.blocks());
  }

  @Test
  void aSingleBlockMayBeLargerThanTheBound() {
    FlightWindow window = new FlightWindow();
    assertTrue(window.hasRoom());
    window.sent(FlightWindow.MAX_BYTES + 1);
    assertFalse(window.hasRoom());
    window.answered(FlightWindow.MAX_BYTES + 1, 1);
    assertTrue(window.hasRoom());
  }

  @Test
  void bytesAreBounded() {
    FlightWindow window = new FlightWindow();
    int block = FlightWindow.MAX_BYTES / 4;
    for (int i = 0; i < 1_000; i++) {
      int sent = 0;
      while (window.hasRoom()) {
        window.sent(block);
        sent++;
      }
      assertTrue(sent <= 4, sent + " sent");
      for (; sent > 0; sent--) {
        window.answered(block, 200_000);
      }
    }
  }
}
